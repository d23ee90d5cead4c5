"""The embedded broker: one real Apache Kafka node (KRaft) from its jars, with the topics that the product uses."""

import uuid
from base64 import urlsafe_b64encode
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from hub.errors import ServiceFailed
from hub.launcher.ports import accepts, free_port
from hub.launcher.service import Service
from hub.launcher.stack import Stack
from hub.settings import Settings
from hub.spark_submit import REPOSITORY

JARS = REPOSITORY / ".cache" / "jars" / "kafka"
READY_SECONDS = 60
_RETENTION_DAYS = 8

_PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
log.dirs={data}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
num.network.threads=2
num.io.threads=2
"""


def start_broker(stack: Stack) -> str:
    """Start the broker, wait until it answers, and create the topics that it lacks; return its address."""
    home, port = stack.root / "kafka", stack.settings.kafka_port
    properties = home / "server.properties"
    home.mkdir(parents=True, exist_ok=True)
    # Nothing but the broker talks to its controller, so any free port will do.
    properties.write_text(_PROPERTIES.format(port=port, controller_port=free_port(), data=home / "data"))
    if not (home / "data" / "meta.properties").exists():
        _format(stack, properties)
    memory = ("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:TieredStopAtLevel=1")
    logging = ("-Dorg.slf4j.simpleLogger.showDateTime=true", "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS")
    command = _java(stack, *memory, *logging, "kafka.Kafka", str(properties))
    stack.start(Service("kafka", command, port=port, url=f"127.0.0.1:{port}"))
    stack.await_ready("kafka", lambda: _answers(stack.settings), seconds=READY_SECONDS)
    create_topics(stack.settings)
    return stack.settings.kafka_bootstrap


def topics(settings: Settings) -> dict[str, dict[str, object]]:
    """Return the product's topics with what the broker must know of each.

    Broker time (`LogAppendTime`) makes retention mean "since it arrived", whatever a producer's clock says.
    """
    configuration = {
        "cleanup.policy": "delete",
        "message.timestamp.type": "LogAppendTime",
        "retention.ms": str(_RETENTION_DAYS * 86_400_000),
    }
    return {
        settings.events_topic: {
            "num_partitions": settings.events_partitions,
            "replication_factor": 1,
            "configs": configuration,
        },
        settings.alerts_topic: {"num_partitions": 1, "replication_factor": 1, "configs": configuration},
        # Of each rule the newest version stays for ever.
        settings.rules_topic: {
            "num_partitions": 1,
            "replication_factor": 1,
            "configs": {"cleanup.policy": "compact"},
        },
    }


def create_topics(settings: Settings) -> None:
    """Create the topics that do not exist yet. Raises KafkaError."""
    admin = _admin(settings)
    try:
        existing = set(admin.list_topics())
        missing = {name: details for name, details in topics(settings).items() if name not in existing}
        if missing:
            admin.create_topics(missing, wait_for_metadata=True)
    finally:
        admin.close()


def _admin(settings: Settings) -> KafkaAdminClient:
    return KafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap, bootstrap_timeout_ms=5000)


def _answers(settings: Settings) -> bool:
    if not accepts(settings.kafka_port):
        return False
    try:
        _admin(settings).close()
    except KafkaError:
        return False
    return True


def _format(stack: Stack, properties: Path) -> None:
    cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    command = _java(stack, "kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", "-c", str(properties))
    stack.run("kafka-format", command, seconds=READY_SECONDS)


def _java(stack: Stack, *arguments: str) -> tuple[str, ...]:
    if not any(JARS.glob("kafka_*.jar")):
        raise ServiceFailed(f"The broker's jars are not in {JARS}.", hint="Run `make setup`, which brings them.")
    return (str(stack.java_home / "bin" / "java"), "-cp", f"{JARS}/*", *arguments)
