"""The audit log: complete, in order, never changed, read by admins."""

from datetime import UTC, datetime

import pytest
from rest_framework.test import APIClient

from backend.accounts.audit import record_action
from backend.accounts.models import AppendOnly, AuditEntry
from backend.accounts.services import user_of_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> APIClient:
    client = APIClient()
    client.force_login(user_of_role(role="admin"))
    return client


def test_an_action_is_kept_with_who_what_and_how(admin: APIClient) -> None:
    record_action(actor=user_of_role(role="analyst"), action="pin.create", target="p1", detail={"reason": "board"})
    (entry,) = admin.get("/api/audit-log/").json()["results"]

    assert (entry["actor"], entry["action"], entry["target"]) == ("hub-analyst", "pin.create", "p1")
    assert entry["detail"] == {"reason": "board"}
    assert entry["at"].endswith("Z")


def test_an_entry_outlives_its_user() -> None:
    user = user_of_role(role="analyst")
    record_action(actor=user, action="pin.create", target="p1")
    user.delete()

    assert AuditEntry.objects.get().actor == "hub-analyst"


def test_nothing_in_the_log_can_be_changed_or_deleted() -> None:
    entry = record_action(actor=user_of_role(role="analyst"), action="pin.create", target="p1")
    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(actor="nobody"),
    ):
        with pytest.raises(AppendOnly):
            change()

    assert AuditEntry.objects.get().actor == "hub-analyst"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["c", "b", "a"]),
        ({"action": "pin"}, ["b", "a"]),
        ({"action": "pin.delete"}, ["b"]),
        ({"actor": "hub-operator"}, ["c"]),
        ({"from": "2026-11-24T12:00:00Z"}, ["c", "b"]),
        ({"to": "2026-11-24T12:00:00Z"}, ["a"]),
    ],
)
def test_the_log_is_newest_first_and_filtered(
    parameters: dict[str, str], expected: list[str], admin: APIClient
) -> None:
    rows = [("analyst", "pin.create", "a"), ("analyst", "pin.delete", "b"), ("operator", "replay", "c")]
    for hour, (role, action, target) in enumerate(rows, start=11):
        at = datetime(2026, 11, 24, hour, tzinfo=UTC)
        AuditEntry.objects.create(at=at, actor=f"hub-{role}", action=action, target=target)

    assert [row["target"] for row in admin.get("/api/audit-log/", parameters).json()["results"]] == expected


def test_pages_of_the_log_make_the_whole_log(admin: APIClient) -> None:
    for number in range(5):
        record_action(actor=user_of_role(role="analyst"), action="pin.create", target=str(number))
    address, seen = "/api/audit-log/?limit=2", []
    while address:
        body = admin.get(address).json()
        seen += [row["target"] for row in body["results"]]
        address = body["next"]

    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("role", ["viewer", "analyst", "operator"])
def test_only_admins_read_the_log(role: str) -> None:
    client = APIClient()
    client.force_login(user_of_role(role=role))
    answer = client.get("/api/audit-log/")

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert "admin" in answer.json()["message"]
