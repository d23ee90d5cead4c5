"""Links that log in once, the command that makes them, and logging in by name."""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from backend.accounts.models import LoginLink
from backend.accounts.roles import ROLES, has_role
from backend.accounts.services import make_login_link, use_login_link, user_of_role
from backend.api.throttles import LOGIN_ATTEMPTS

pytestmark = pytest.mark.django_db


def _printed(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().strip()


def test_a_link_logs_in_and_leads_to_the_dashboard() -> None:
    client = Client()
    address = urlsplit(_printed("loginlink"))
    answer = client.get(address.path)

    assert (address.scheme, address.netloc) == ("http", "127.0.0.1:8000")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/login/")["Location"] == "/"


def test_a_link_works_once() -> None:
    token = make_login_link(user=user_of_role(role="viewer"))

    assert use_login_link(token=token) is not None
    assert use_login_link(token=token) is None


def test_a_used_link_says_so_and_does_not_log_in() -> None:
    path = urlsplit(_printed("loginlink")).path
    Client().get(path)
    client = Client()
    answer = client.get(path)

    assert answer.status_code == 410
    assert "has been used" in answer.content.decode()
    assert client.get("/")["Location"] == "/login/?next=/"


def test_a_link_expires() -> None:
    assert use_login_link(token=make_login_link(user=user_of_role(role="viewer"), lifetime=timedelta(0))) is None


def test_a_forged_link_is_refused() -> None:
    token = make_login_link(user=user_of_role(role="viewer"))

    assert use_login_link(token=token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert use_login_link(token="") is None


def test_the_link_of_a_user_who_is_locked_out_is_refused() -> None:
    user = user_of_role(role="viewer")
    token = make_login_link(user=user)
    user.is_active = False
    user.save()

    assert use_login_link(token=token) is None


def test_the_database_does_not_hold_what_is_in_the_link() -> None:
    user = user_of_role(role="viewer")
    token = make_login_link(user=user)

    assert token not in str(list(LoginLink.objects.filter(user=user).values()))


@pytest.mark.parametrize("role", ROLES)
def test_the_user_of_a_role_has_that_role_and_no_password(role: str) -> None:
    user = user_of_role(role=role)

    assert [has_role(user, each) for each in ROLES] == [each in ROLES[: ROLES.index(role) + 1] for each in ROLES]
    assert user.is_staff == (role == "admin")
    assert not user.has_usable_password()


def test_every_role_is_a_group() -> None:
    assert {*ROLES} <= {group.name for group in Group.objects.all()}


def test_name_and_password_log_in() -> None:
    User.objects.create_user("ana", password="a long passphrase")
    answer = Client().post("/login/", {"username": "ana", "password": "a long passphrase"})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_an_address_gets_few_attempts_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LOGIN_ATTEMPTS, "limit", 1)
    monkeypatch.setattr("time.time", lambda: 1_800_000_001.0)
    client = Client(REMOTE_ADDR="10.0.0.9")
    first = client.post("/login/", {"username": "ana", "password": "wrong"})
    second = client.post("/login/", {"username": "ana", "password": "wrong"})

    assert (first.status_code, second.status_code) == (200, 429)
    assert second["Retry-After"] == "59"
