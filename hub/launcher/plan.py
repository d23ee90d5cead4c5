"""What a stack consists of, and what each part needs first."""

from collections.abc import Callable
from functools import partial

from hub.launcher.services.airflow import prepare_airflow, start_airflow
from hub.launcher.services.kafka import start_broker
from hub.launcher.services.lake import prepare_lake
from hub.launcher.services.page import open_page
from hub.launcher.services.producers import backfill, start_generator
from hub.launcher.services.stream import start_stream
from hub.launcher.services.web import start_web
from hub.launcher.stack import Stack
from hub.launcher.steps import Step
from hub.settings import Settings


def ports(settings: Settings) -> dict[str, int]:
    """Return the ports that an embedded stack listens on, by the variable that sets each."""
    return {
        "HUB_KAFKA_PORT": settings.kafka_port,
        "HUB_API_PORT": settings.api_port,
        "HUB_AIRFLOW_PORT": settings.airflow_port,
    }


def embedded(stack: Stack, *, generator: bool, browser: bool) -> list[Step]:
    """Return the steps that start a stack of embedded services, in the order in which they are told."""

    def step(name: str, run: Callable[[Stack], str], *after: str) -> Step:
        return Step(name, partial(run, stack), after)

    steps = [
        step("kafka", start_broker),
        step("lake", prepare_lake),
        step("django", start_web, "lake"),
        step("airflow database", prepare_airflow),
        step("airflow", start_airflow, "airflow database"),
        step("stream", start_stream, "airflow", "kafka", "lake"),
    ]
    if browser:
        steps.append(step("page", open_page, "django"))
    if generator:
        steps.insert(3, step("past sales", backfill, "kafka"))
        steps.append(step("generator", start_generator, "past sales"))
    return steps
