"""Tokens: for a role, for a time, told once, withdrawn for good."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import ApiToken, AuditEntry
from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token, valid_token
from backend.lake.service import LakeService

pytestmark = pytest.mark.django_db

_TOKENS = "/api/tokens/"


def _with(text: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


def _person(role: str) -> APIClient:
    client = APIClient()
    client.force_login(user_of_role(role=role))
    return client


def _make(client: APIClient, **body: Any) -> Any:
    return client.post(_TOKENS, {"name": "wall display", **body}, format="json")


def test_a_token_says_whose_it_is() -> None:
    _, text = issue_token(user=user_of_role(role="analyst"), role="viewer")

    assert _with(text).get("/api/me/").json()["name"] == "hub-analyst"


def test_a_token_for_viewing_changes_nothing_though_its_user_may(service: LakeService) -> None:
    _, text = issue_token(user=user_of_role(role="admin"), role="viewer")

    assert _with(text).get("/api/alerts/").status_code == 200
    assert _with(text).get("/api/audit-log/").status_code == 403
    assert _with(text).post("/api/reconciliations/", {}, format="json").status_code == 403


def test_the_database_holds_neither_a_token_nor_most_of_it() -> None:
    _, text = issue_token(user=user_of_role(role="viewer"), role="viewer")
    kept = str(list(ApiToken.objects.values()))

    assert text not in kept
    assert text[12:] not in kept
    assert text[:10] in kept


def test_a_token_is_refused_from_the_moment_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    token, text = issue_token(user=user_of_role(role="viewer"), role="viewer", lifetime=timedelta(hours=1))
    assert token.expires_at is not None
    assert valid_token(text) == token

    monkeypatch.setattr(timezone, "now", lambda: token.expires_at)
    assert valid_token(text) is None
    assert _with(text).get("/api/me/").json()["code"] == "authentication_failed"


def test_a_token_without_a_time_does_not_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    token, text = issue_token(user=user_of_role(role="viewer"), role="viewer", lifetime=None)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2126, 1, 1, tzinfo=UTC))

    assert valid_token(text) == token


def test_a_token_of_a_user_who_is_not_active_is_refused() -> None:
    user = user_of_role(role="viewer")
    _, text = issue_token(user=user, role="viewer")
    User.objects.update(is_active=False)

    assert valid_token(text) is None


def test_use_is_noted_to_the_minute(django_assert_num_queries: Any) -> None:
    _, text = issue_token(user=user_of_role(role="viewer"), role="viewer")
    valid_token(text)
    used = ApiToken.objects.get().last_used_at
    assert used is not None
    with django_assert_num_queries(1):
        valid_token(text)

    ApiToken.objects.update(last_used_at=used - timedelta(minutes=2))
    valid_token(text)
    assert ApiToken.objects.get().last_used_at >= used


def test_a_person_makes_a_token_that_is_told_once() -> None:
    client = _person("operator")
    made = _make(client, role="analyst", expires_at="2126-01-01T00:00:00Z")
    text = made.json()["token"]

    assert made.status_code == 201
    assert _with(text).get("/api/me/").json()["name"] == "hub-operator"
    (listed,) = client.get(_TOKENS).json()["results"]
    assert listed.items() <= made.json().items() | {("last_used_at", listed["last_used_at"])}
    assert "token" not in listed
    assert (listed["role"], listed["expires_at"]) == ("analyst", "2126-01-01T00:00:00.000Z")


def test_by_default_a_token_is_for_viewing_and_lasts_ninety_days() -> None:
    made = _make(_person("operator")).json()
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)

    assert made["role"] == "viewer"
    assert timedelta(days=89, hours=23) < lasts <= timedelta(days=90)


def test_nobody_makes_a_token_for_more_than_they_are() -> None:
    assert _make(_person("analyst"), role="operator").status_code == 403
    _, text = issue_token(user=user_of_role(role="admin"), role="analyst")
    assert _make(_with(text), role="operator").status_code == 403
    assert _make(_with(text), role="analyst").status_code == 201


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"expires_at": "2020-01-01T00:00:00Z"}, "bad_time"),
        ({"expires_at": "2126-01-01T00:00:00"}, "naive_time"),
        ({"role": "owner"}, "bad_parameter"),
        ({"name": ""}, "bad_parameter"),
    ],
)
def test_a_token_that_cannot_be_is_refused_by_name(body: dict[str, Any], code: str) -> None:
    answer = _make(_person("operator"), **body)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_withdrawn_token_is_refused_and_no_longer_listed() -> None:
    client = _person("viewer")
    made = _make(client).json()

    assert client.delete(f"{_TOKENS}{made['id']}/").status_code == 204
    assert _with(made["token"]).get("/api/me/").status_code == 401
    assert client.get(_TOKENS).json()["results"] == []
    assert client.delete(f"{_TOKENS}{made['id']}/").status_code == 404


def test_a_person_neither_sees_nor_withdraws_the_tokens_of_others() -> None:
    made = _make(_person("viewer")).json()
    other = _person("admin")

    assert other.get(_TOKENS).json()["results"] == []
    assert other.delete(f"{_TOKENS}{made['id']}/").status_code == 404
    assert _with(made["token"]).get("/api/me/").status_code == 200


def test_making_and_withdrawing_is_written_down() -> None:
    client = _person("viewer")
    made = _make(client).json()
    client.delete(f"{_TOKENS}{made['id']}/")

    entries = AuditEntry.objects.order_by("id").values_list("actor", "action", "target")
    hint = made["hint"]
    assert list(entries) == [("hub-viewer", "token.create", hint), ("hub-viewer", "token.revoke", hint)]
    assert made["token"] not in str(list(AuditEntry.objects.values()))


def _printed(*arguments: str) -> str:
    out = StringIO()
    call_command("token", *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize("role", ["viewer", "analyst", "operator", "admin"])
def test_the_command_prints_a_new_token_of_a_role(role: str) -> None:
    first, second = _printed("--role", role), _printed("--role", role, "--name", "wall display")

    assert first != second
    assert _with(first).get("/api/me/").json() == {"name": f"hub-{role}", "role": role}
    assert [token.name for token in ApiToken.objects.order_by("id")] == ["", "wall display"]


@pytest.mark.parametrize(("expires", "hours"), [("12h", 12), ("30d", 720), ("never", None)])
def test_the_command_takes_how_long_the_token_is_valid(expires: str, hours: int | None) -> None:
    token = valid_token(_printed("--expires", expires))
    assert token is not None
    lasts = token.expires_at and round((token.expires_at - token.created_at).total_seconds() / 3600)

    assert lasts == hours


def test_the_command_refuses_a_time_that_is_none() -> None:
    with pytest.raises(CommandError, match="Or write never"):
        _printed("--expires", "soon")
