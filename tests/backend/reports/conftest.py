"""A lake with a past of its own for each test, and the API that answers about it."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.lake.service import LakeService
from tests.backend.lake_writer import LakeWriter
from tests.backend.reports.history import History

Ask = Callable[..., Any]


@pytest.fixture
def history(empty_lake: LakeWriter) -> History:
    """The lake that `service` answers from."""
    return History(empty_lake.settings)


@pytest.fixture
def ask(client: APIClient, service: LakeService) -> Ask:
    """Ask for a report as of now; answers the JSON, or with `raw` the response."""

    def get(name: str, *, raw: bool = False, **parameters: Any) -> Any:
        service.refresh_now()
        answer = client.get(f"/api/reports/{name}/", {key.rstrip("_"): value for key, value in parameters.items()})
        if raw:
            return answer
        assert answer.status_code == 200, answer.content
        return answer.json()

    return get
