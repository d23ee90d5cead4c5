"""One running stack for the tests that look at it; the last ones end it."""

from collections.abc import Iterator

import pytest

from hub.airflow_client import AirflowClient
from hub.launcher.secrets import stack_secrets
from tests.launcher.airflow import Airflow
from tests.launcher.stack import Stack, new_stack


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, str]]:
    """A stack that runs, and what its start said; each file has its own, for some end it."""
    stack = new_stack(tmp_path_factory.mktemp("stack") / "hub")
    done = stack.hub("up", "--detach", "--no-browser")
    assert done.returncode == 0, done.stdout + done.stderr
    yield stack, done.stdout
    stack.hub("down")


@pytest.fixture
def airflow(started: tuple[Stack, str]) -> Airflow:
    """The running stack's Airflow."""
    stack, _ = started
    url = f"http://127.0.0.1:{stack.ports['HUB_AIRFLOW_PORT']}"
    return Airflow(AirflowClient(url, "admin", stack_secrets(stack.home)["AIRFLOW_PASSWORD"]))
