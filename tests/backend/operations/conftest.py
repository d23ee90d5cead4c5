"""People who may start runs, and who may not."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from backend.accounts.services import user_of_role
from backend.lake.service import LakeService


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
