"""An Airflow to start runs in, and people who may and who may not."""

from collections.abc import Callable, Iterator

import pytest
from rest_framework.test import APIClient

from backend.accounts.services import user_of_role
from backend.lake.service import LakeService
from backend.operations import airflow as calls
from hub.airflow_client import AirflowClient
from tests.support.airflow import PASSWORD, USER, FakeAirflow, fake_airflow


@pytest.fixture
def airflow(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAirflow]:
    """An Airflow on loopback that the hub talks to."""
    with fake_airflow() as running:
        client = AirflowClient(running.url, USER, PASSWORD)
        monkeypatch.setattr(calls, "_client", lambda: client)
        yield running


@pytest.fixture
def person(db: None, service: LakeService) -> Callable[[str], APIClient]:
    """A logged-in client of a role."""

    def of_role(role: str) -> APIClient:
        client = APIClient()
        client.force_login(user_of_role(role=role))
        return client

    return of_role


@pytest.fixture
def operator(person: Callable[[str], APIClient]) -> APIClient:
    """A client that may start runs."""
    return person("operator")
