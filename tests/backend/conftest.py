"""Django, set up with settings of its own, and a lake of each test's own."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import django
import pytest

from hub.settings import get_settings, load_settings

_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "backend.config.settings",
    "HUB_SECRET_KEY": "a-key-for-tests-only-that-is-long-enough-for-the-checks",
}

with mock.patch.dict(os.environ, _ENVIRONMENT):
    get_settings.cache_clear()
    django.setup()
get_settings.cache_clear()

# Models can be imported only now.
from django.conf import settings as django_settings  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from backend.accounts.services import user_of_role  # noqa: E402
from backend.accounts.tokens import issue_token  # noqa: E402
from backend.lake.service import LakeService, use_service  # noqa: E402
from backend.operations import airflow as calls  # noqa: E402
from hub.airflow_client import AirflowClient  # noqa: E402
from tests.backend.lake_writer import LakeWriter  # noqa: E402
from tests.support.airflow import PASSWORD, USER, FakeAirflow, fake_airflow  # noqa: E402


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Use a database in a file: consumers read it from other threads."""
    folder = tmp_path_factory.mktemp("database")
    django_settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture
def empty_lake(tmp_path: Path) -> LakeWriter:
    """A lake whose tables do not exist yet."""
    return LakeWriter(load_settings(home=tmp_path / "hub"))


@pytest.fixture
def lake(empty_lake: LakeWriter) -> LakeWriter:
    """A lake with empty tables."""
    return empty_lake.create()


@pytest.fixture
def service(empty_lake: LakeWriter) -> Iterator[LakeService]:
    """The service that the API answers from; `refresh_now` brings it up to date."""
    service = LakeService(empty_lake.settings)
    before = use_service(service)
    yield service
    service.stop()
    use_service(before)


@pytest.fixture
def client(db: None, service: LakeService) -> APIClient:
    """A client with a viewer's token."""
    client = APIClient()
    _, token = issue_token(user=user_of_role(role="viewer"), role="viewer")
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


@pytest.fixture
def stranger(db: None, service: LakeService) -> APIClient:
    """A client without a token."""
    return APIClient()


@pytest.fixture
def airflow(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAirflow]:
    """An Airflow on loopback that the hub talks to."""
    with fake_airflow() as running:
        client = AirflowClient(running.url, USER, PASSWORD)
        monkeypatch.setattr(calls, "_client", lambda: client)
        yield running
