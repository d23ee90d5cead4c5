"""Rules over the API: made, changed and ended by operators, every version kept."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from backend.accounts.audit import audit_log
from backend.accounts.services import user_of_role
from backend.alerts.models import RuleVersion
from backend.alerts.rules.services import change_rule, ensure_default_rules
from hub.settings import load_settings

BODY: dict[str, Any] = {
    "name": "Phones run out",
    "metric": "stock_quantity",
    "comparison": "below",
    "threshold": "10",
    "recover": "12",
    "platforms": ["amazon"],
    "warehouses": ["SP-01"],
    "quiet_hours": {"from": "22:00", "to": "07:00", "zone": "America/Sao_Paulo"},
}


def _made(operator: APIClient, **parts: Any) -> dict[str, Any]:
    answer = operator.post("/api/rules/", BODY | parts, format="json")
    assert answer.status_code == 201, answer.json()
    made: dict[str, Any] = answer.json()
    return made


def test_an_operator_makes_a_rule_and_finds_it_where_the_answer_says(operator: APIClient) -> None:
    answer = operator.post("/api/rules/", BODY, format="json")

    found = operator.get(answer["Location"]).json()
    assert (found["threshold"], found["recover"], found["alert_type"]) == ("10.00", "12.00", "LOW_STOCK")
    assert found["quiet_hours"] == BODY["quiet_hours"]
    assert (found["version"], found["created_by"], found["published_at"]) == (1, "hub-operator", None)
    assert operator.get("/api/rules/").json()["results"] == [{k: v for k, v in found.items() if k != "history"}]


def test_every_change_is_a_new_version_and_the_old_ones_stay(operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]

    changed = operator.patch(f"/api/rules/{rule_id}/", {"threshold": "5.50", "version": 1}, format="json").json()

    assert (changed["version"], changed["threshold"], changed["name"]) == (2, "5.50", "Phones run out")
    history = operator.get(f"/api/rules/{rule_id}/").json()["history"]
    assert [(row["version"], row["threshold"]) for row in history] == [(2, "5.50"), (1, "10.00")]


def test_a_change_of_a_version_that_is_no_longer_the_newest_is_refused(operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]
    operator.patch(f"/api/rules/{rule_id}/", {"threshold": "5"}, format="json")

    late = operator.patch(f"/api/rules/{rule_id}/", {"threshold": "7", "version": 1}, format="json")

    assert (late.status_code, late.json()["code"]) == (409, "rule_changed")
    assert operator.get(f"/api/rules/{rule_id}/").json()["threshold"] == "5.00"


def test_a_deleted_rule_is_gone_but_the_stream_is_told_and_the_history_stays(operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]

    assert operator.delete(f"/api/rules/{rule_id}/").status_code == 204

    assert operator.get(f"/api/rules/{rule_id}/").json()["code"] == "no_such_rule"
    assert operator.get("/api/rules/").json()["results"] == []
    last = RuleVersion.objects.get(rule_id=rule_id, is_current=True)
    assert (last.version, last.as_rule().enabled, last.published_at) == (2, False, None)


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_a_viewer_reads_rules_and_changes_none(method: str, client: APIClient, operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]
    address = "/api/rules/" if method == "post" else f"/api/rules/{rule_id}/"

    assert getattr(client, method)(address, BODY, format="json").status_code == 403
    assert client.get(f"/api/rules/{rule_id}/").json()["version"] == 1


@pytest.mark.parametrize(
    ("parts", "code", "parameter"),
    [
        ({"metric": "profit"}, "bad_parameter", "metric"),
        ({"threshold": "1.005"}, "bad_parameter", "threshold"),
        ({"threshold": "NaN"}, "bad_parameter", "threshold"),
        ({"recover": "9"}, "bad_rule", "recover"),
        ({"metric": "sale_total"}, "bad_rule", "warehouses"),
        ({"platforms": ["ebay"]}, "bad_parameter", "platforms"),
        ({"quiet_hours": {"from": "22:00"}}, "bad_parameter", "quiet_hours"),
        ({"quiet_hours": {"from": "22:00", "to": "07:00", "zone": "Mars/Base"}}, "bad_parameter", "quiet_hours"),
        ({"treshold": "9"}, "bad_parameter", "treshold"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_with_the_part_that_is_wrong(
    operator: APIClient, parts: dict[str, Any], code: str, parameter: str
) -> None:
    answer = operator.post("/api/rules/", BODY | parts, format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["data"]["parameter"] == parameter
    assert not RuleVersion.objects.exists()


def test_half_of_quiet_hours_is_no_change(operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]
    answer = operator.patch(f"/api/rules/{rule_id}/", {"quiet_hours": {"from": "10:00"}}, format="json")
    assert answer.status_code == 400
    assert operator.patch(f"/api/rules/{rule_id}/", {"quiet_hours": None}, format="json").json()["quiet_hours"] is None


def test_every_change_is_in_the_audit_log(operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]
    operator.patch(f"/api/rules/{rule_id}/", {"enabled": False}, format="json")
    operator.delete(f"/api/rules/{rule_id}/")

    entries = [(row.actor, row.action) for row in audit_log(action="rule")]
    assert entries == [("hub-operator", f"rule.{what}") for what in ("delete", "change", "create")]


@pytest.mark.django_db
def test_the_default_rules_follow_their_settings_until_a_person_changes_them() -> None:
    for low in (10, 8, 8):
        ensure_default_rules(settings=load_settings(low_stock=low))
    newest = RuleVersion.objects.get(rule_id="LOW_STOCK", is_current=True)
    assert (newest.version, newest.threshold) == (2, 8)

    change_rule(actor=user_of_role(role="operator"), rule_id="LOW_STOCK", values={"threshold": Decimal(3)})
    ensure_default_rules(settings=load_settings(low_stock=20))
    newest = RuleVersion.objects.get(rule_id="LOW_STOCK", is_current=True)
    assert (newest.version, newest.threshold) == (3, 3)


def test_a_rule_saved_in_the_admin_pages_is_a_new_version(operator: APIClient) -> None:
    rule_id = _made(operator)["rule_id"]
    admin = APIClient()
    admin.force_login(user_of_role(role="admin"))
    row = RuleVersion.objects.get(rule_id=rule_id, is_current=True)
    form = {
        **{name: getattr(row, name) for name in ("name", "metric", "comparison", "threshold")},
        **{"recover": "15", "platforms": "[]", "product_ids": "[]", "warehouses": "[]", "enabled": "on"},
    }

    answer = admin.post(reverse("admin:alerts_ruleversion_change", args=[row.pk]), form)

    assert answer.status_code == 302, answer.content
    newest = RuleVersion.objects.get(rule_id=rule_id, is_current=True)
    assert (newest.version, newest.recover, newest.platforms, newest.created_by) == (2, 15, [], "hub-admin")
    assert RuleVersion.objects.get(rule_id=rule_id, version=1).recover == 12
