"""What a stack consists of, and what each part needs first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hub.errors import ServiceFailed
from hub.installer.log_store import JAR
from hub.launcher.profiles import FULL, own_database_url, own_redis_url, own_s3_endpoint, own_spark_master
from hub.launcher.services.airflow import prepare_airflow, start_airflow
from hub.launcher.services.kafka import start_broker
from hub.launcher.services.lake import prepare_lake
from hub.launcher.services.page import open_page
from hub.launcher.services.postgresql import require_postgresql, start_postgresql
from hub.launcher.services.producers import backfill, start_generator
from hub.launcher.services.redis import require_redis, start_redis
from hub.launcher.services.s3 import require_s3, start_s3
from hub.launcher.services.spark import start_spark
from hub.launcher.services.stream import start_stream
from hub.launcher.services.web import start_web
from hub.launcher.stack import Stack
from hub.launcher.steps import Step
from hub.settings import Settings
from hub.spark_submit import REPOSITORY


@dataclass(frozen=True)
class Server:
    """A server that a full stack brings itself: its port's variable, how it is started, and what it must find here."""

    port_variable: str
    start: Callable[[Stack], str]
    require: Callable[[Settings], object]


_SERVERS = {
    "s3": Server("HUB_S3_PORT", start_s3, require_s3),
    "postgresql": Server("HUB_DATABASE_PORT", start_postgresql, require_postgresql),
    "redis": Server("HUB_REDIS_PORT", start_redis, require_redis),
    "spark": Server("HUB_SPARK_PORT", start_spark, lambda _: None),
}


def own_servers(settings: Settings) -> dict[str, Server]:
    """Return the servers of this stack that are its own: only in the full profile, none that a setting names."""
    if settings.profile != FULL:
        return {}
    is_own = {
        "s3": settings.s3_endpoint == own_s3_endpoint(settings),
        "postgresql": settings.database_url.get_secret_value() == own_database_url(settings),
        "redis": settings.redis_url.get_secret_value() == own_redis_url(settings),
        "spark": settings.spark_master == own_spark_master(settings),
    }
    return {name: server for name, server in _SERVERS.items() if is_own[name]}


def ports(settings: Settings) -> dict[str, int]:
    """Return the ports that a stack listens on, by the variable that sets each."""
    always = ("HUB_KAFKA_PORT", "HUB_API_PORT", "HUB_AIRFLOW_PORT")
    own = (server.port_variable for server in own_servers(settings).values())
    return {name: getattr(settings, name.removeprefix("HUB_").lower()) for name in (*always, *own)}


def require_programs(settings: Settings) -> None:
    """Raise ServiceFailed that says what to install when something that this stack needs is not on this machine."""
    if settings.lake_is_remote and not (REPOSITORY / JAR).exists():
        raise ServiceFailed(
            f"The lake is at {settings.lake_uri}, and what Spark needs for S3 is not set up.",
            hint="Run `make setup`, which brings it.",
        )
    for server in own_servers(settings).values():
        server.require(settings)


def steps(stack: Stack, *, generator: bool, browser: bool) -> list[Step]:
    """Return the steps that start a stack, in the order in which they are told."""
    own = own_servers(stack.settings)

    def step(name: str, run: Callable[[Stack], str], *after: str) -> Step:
        return Step(name, partial(run, stack), tuple(each for each in after if each not in _SERVERS or each in own))

    servers = [step(name, server.start) for name, server in own.items()]
    pipeline = [
        step("kafka", start_broker),
        step("lake", prepare_lake, "s3"),
        step("django", start_web, "lake", "postgresql", "redis"),
        step("airflow database", prepare_airflow, "postgresql"),
        step("airflow", start_airflow, "airflow database"),
        step("stream", start_stream, "airflow", "kafka", "lake", "spark"),
    ]
    if browser:
        pipeline.append(step("page", open_page, "django"))
    if generator:
        pipeline.insert(3, step("past sales", backfill, "kafka"))
        pipeline.append(step("generator", start_generator, "past sales"))
    return servers + pipeline
