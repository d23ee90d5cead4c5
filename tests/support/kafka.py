"""A real single-node Kafka broker (KRaft) for tests, which can be stopped, killed and started again on its data."""

import os
import shutil
import signal
import socket
import subprocess
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from tests.support.waiting import wait_until

JARS = Path(__file__).resolve().parents[2] / ".cache" / "jars" / "kafka"
START_SECONDS = 60
STOP_SECONDS = 30

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
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=2000
"""


class Broker:
    """One broker on loopback. `home` keeps its data and log; ports that are not given are free ones.

    Used as a context manager it is started on entry, and on exit it is stopped and its data deleted.
    """

    def __init__(self, home: Path, *, port: int | None = None, controller_port: int | None = None) -> None:
        self.home = home
        self.port = port or free_port()
        self.controller_port = controller_port or free_port()
        self.bootstrap = f"127.0.0.1:{self.port}"
        self.log = home / "broker.log"
        self._properties = home / "server.properties"
        self._data = home / "data"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Whether the broker's process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the broker on the data that it has, formatted at first, and return when it answers."""
        if self.running:
            raise RuntimeError(f"The broker on {self.bootstrap} is already running.")
        if _accepts(self.port):
            raise RuntimeError(f"Port {self.port} is taken by another process. Give the broker a free port.")
        if not (self._data / "meta.properties").exists():
            self._format()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                _java("kafka.Kafka", str(self._properties)), stdout=log, stderr=subprocess.STDOUT, cwd=self.home
            )
        try:
            wait_until(self._answers, seconds=START_SECONDS, what=f"the broker on {self.bootstrap}", every=0.2)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask the broker to shut down cleanly (SIGTERM) and wait until it has."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the broker at once (SIGKILL), as a crash would."""
        self._end(signal.SIGKILL)

    def create_topic(self, name: str, partitions: int = 1, config: Mapping[str, str] | None = None) -> None:
        """Create a topic and return when every partition has a leader."""
        admin = self.admin()
        try:
            admin.create_topics(
                {name: {"num_partitions": partitions, "replication_factor": 1, "configs": dict(config or {})}},
                wait_for_metadata=True,
            )
        finally:
            admin.close()

    def delete_topic(self, name: str) -> None:
        """Delete a topic and return when the broker no longer lists it."""
        admin = self.admin()
        try:
            admin.delete_topics([name])
            wait_until(lambda: name not in admin.list_topics(), seconds=30, what=f"the end of topic {name}")
        finally:
            admin.close()

    def admin(self) -> KafkaAdminClient:
        """Return a new administration client; the caller closes it."""
        return KafkaAdminClient(bootstrap_servers=self.bootstrap, bootstrap_timeout_ms=5000)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.running:
            self.stop()
        shutil.rmtree(self._data, ignore_errors=True)

    def _format(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        text = _PROPERTIES.format(port=self.port, controller_port=self.controller_port, data=self._data)
        self._properties.write_text(text, encoding="utf-8")
        # One argument: an id that begins with a dash would else read as an option.
        cluster_id = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        command = _java("kafka.tools.StorageTool", "format", f"--cluster-id={cluster_id}", "-c", str(self._properties))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"Kafka's storage at {self._data} could not be formatted: {done.stderr or done.stdout}")

    def _answers(self) -> bool:
        if not self.running:
            last_lines = "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])
            raise RuntimeError(f"The broker on {self.bootstrap} ended while it started:\n{last_lines}")
        if not _accepts(self.port):
            return False
        try:
            self.admin().close()
        except KafkaError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if self.running:
            self._process.send_signal(how)
        self._process.wait(timeout=STOP_SECONDS)
        self._process = None


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _java(main: str, *arguments: str) -> list[str]:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    heap = ["-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    quiet = ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true"]
    return [java, *heap, *quiet, "-cp", f"{JARS}/*", main, *arguments]
