"""Asking for a backtest: what is handed to Airflow, and what is refused before it."""

from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.services import user_of_role
from backend.alerts.rules.services import create_rule
from backend.operations import services as operations

RULE = {"metric": "stock_quantity", "comparison": "below", "threshold": "7.5", "recover": "9"}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The runs that were started, in the place of Airflow's."""
    runs: list[dict[str, Any]] = []

    def start(**run: Any) -> dict[str, Any]:
        runs.append(run)
        times = dict.fromkeys(("queued_at", "start_date", "end_date"))
        return {"dag_id": run["dag_id"], "dag_run_id": "r1", "state": "queued", "conf": run["conf"], **times}

    monkeypatch.setattr(operations, "start", start)
    return runs


def test_a_draft_is_handed_over_as_the_stream_would_read_it(operator: APIClient, started: list[dict[str, Any]]) -> None:
    times = {"from": "2026-11-01T00:00:00-03:00", "to": "2026-11-08T00:00:00-03:00"}
    answer = operator.post("/api/rules/backtest/", {"rule": RULE, **times}, format="json")

    assert (answer.status_code, answer["Location"]) == (202, "/api/operations/runs/backtest/r1/")
    (run,) = started
    assert (run["action"], run["dag_id"], run["conf"]["from"]) == (
        "rule.backtest",
        "backtest",
        "2026-11-01T03:00:00.000Z",
    )
    assert run["conf"]["rule"]["threshold"] == "7.50"


def test_a_rule_that_exists_is_tested_with_a_change(operator: APIClient, started: list[dict[str, Any]]) -> None:
    values = {
        "name": "n",
        "metric": "sale_total",
        "comparison": "above",
        "threshold": Decimal(100),
        "platforms": ["shopee"],
    }
    made = create_rule(actor=user_of_role(role="operator"), values=values)
    operator.post("/api/rules/backtest/", {"rule": {"rule_id": made.rule_id, "threshold": "50"}}, format="json")

    rule = started[0]["conf"]["rule"]
    assert (rule["rule_id"], rule["metric"], rule["platforms"]) == (made.rule_id, "sale_total", ["shopee"])
    assert rule["threshold"] == "50.00"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"rule": {"metric": "stock_quantity"}}, 400),
        ({"rule": RULE | {"recover": "3"}}, 400),
        ({"rule": {"rule_id": "none", **RULE}}, 404),
        ({"rule": RULE, "from": "2026-11-08T00:00:00Z", "to": "2026-11-01T00:00:00Z"}, 400),
        ({"rule": RULE, "from": "2026-11-08T00:00:00"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_tested_never_reaches_airflow(
    body: dict[str, Any], status: int, operator: APIClient, started: list[dict[str, Any]]
) -> None:
    assert operator.post("/api/rules/backtest/", body, format="json").status_code == status
    assert started == []


def test_a_viewer_starts_no_backtest(client: APIClient, started: list[dict[str, Any]]) -> None:
    assert client.post("/api/rules/backtest/", {"rule": RULE}, format="json").status_code == 403
    assert started == []
