"""Who is asking."""

import pytest
from rest_framework.test import APIClient

from backend.accounts.roles import ROLES
from backend.accounts.services import user_of_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_a_person_is_told_their_name_and_highest_role(role: str) -> None:
    client = APIClient()
    client.force_login(user_of_role(role=role))

    assert client.get("/api/me/").json() == {"name": f"hub-{role}", "role": role}


def test_a_stranger_is_told_nothing() -> None:
    assert APIClient().get("/api/me/").status_code == 401
