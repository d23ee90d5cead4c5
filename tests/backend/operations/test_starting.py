"""Starting runs: what Airflow is asked, who may, what is written down, and what is said when it cannot be."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import AuditEntry
from backend.lake.service import LakeService
from backend.operations import airflow as calls
from hub.airflow_client import AirflowClient
from hub.launcher.ports import free_port
from tests.backend.lake_writer import LakeWriter, Sale
from tests.support.airflow import FakeAirflow

_RECONCILE, _REPLAY = "/api/reconciliations/", "/api/replays/"


def _started(airflow: FakeAirflow) -> dict[str, Any]:
    (run,) = airflow.runs.values()
    return run


def test_a_reconciliation_is_started_for_the_person_who_asks(airflow: FakeAirflow, operator: APIClient) -> None:
    body = {"until": "2026-11-24T15:40:00-03:00", "full": True, "dry_run": True, "reason": "month end"}
    answer = operator.post(_RECONCILE, body, format="json")

    assert answer.status_code == 202
    assert _started(airflow)["dag_id"] == "reconcile"
    assert _started(airflow)["conf"] == {
        "until": "2026-11-24T18:40:00.000Z",
        "full": True,
        "dry_run": True,
        "reason": "month end",
        "actor": "hub-operator",
    }


def test_nothing_need_be_said_to_reconcile(airflow: FakeAirflow, operator: APIClient) -> None:
    assert operator.post(_RECONCILE, {}, format="json").status_code == 202
    conf = _started(airflow)["conf"]
    assert (conf["until"], conf["full"], conf["dry_run"]) == (None, False, False)


def test_the_answer_says_where_to_follow_the_run(airflow: FakeAirflow, operator: APIClient) -> None:
    answer = operator.post(_RECONCILE, {}, format="json")
    followed = operator.get(answer["Location"])

    assert answer["Location"] == f"/api/operations/runs/reconcile/{_started(airflow)['dag_run_id']}/"
    assert followed.json() == answer.json()
    assert (answer.json()["state"], answer.json()["outcome"]) == ("queued", "queued")


def test_an_earlier_publication_is_published_again(airflow: FakeAirflow, operator: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    lake.publish(0, (0, 0), publication_id="earlier")
    lake.publish(1, publication_id="now")
    answer = operator.post("/api/publications/earlier/publish/", {"reason": "wrong refunds"}, format="json")

    assert answer.status_code == 202
    assert _started(airflow)["dag_id"] == "reconcile"
    assert _started(airflow)["conf"] == {"reason": "wrong refunds", "publication": "earlier", "actor": "hub-operator"}


@pytest.mark.parametrize(
    ("publication", "body", "status", "code"),
    [
        ("now", {"reason": "because"}, 409, "already_in_effect"),
        ("none", {"reason": "because"}, 404, "not_found"),
        ("earlier", {}, 400, "bad_parameter"),
        ("earlier", {"reason": " "}, 400, "bad_parameter"),
    ],
)
def test_only_an_earlier_publication_is_published_and_only_with_a_reason(
    publication: str,
    body: dict[str, str],
    status: int,
    code: str,
    airflow: FakeAirflow,
    operator: APIClient,
    lake: LakeWriter,
) -> None:
    lake.batch(Sale())
    lake.publish(0, (0, 0), publication_id="earlier")
    lake.publish(1, publication_id="now")
    answer = operator.post(f"/api/publications/{publication}/publish/", body, format="json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert airflow.runs == {}


def test_a_replay_is_dry_unless_asked_otherwise(airflow: FakeAirflow, operator: APIClient) -> None:
    assert operator.post(_REPLAY, {"from": "2026-11-24T00:00:00Z"}, format="json").status_code == 202
    assert _started(airflow)["dag_id"] == "replay"
    assert _started(airflow)["conf"] == {
        "what": "quarantine",
        "from": "2026-11-24T00:00:00.000Z",
        "to": None,
        "dry_run": True,
    }


@pytest.mark.parametrize("role", ["viewer", "analyst"])
@pytest.mark.parametrize("address", [_RECONCILE, _REPLAY, "/api/publications/earlier/publish/"])
def test_only_operators_start_runs(
    role: str, address: str, airflow: FakeAirflow, person: Callable[[str], APIClient]
) -> None:
    answer = person(role).post(address, {"reason": "because"}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert (airflow.runs, AuditEntry.objects.count()) == ({}, 0)


def test_a_page_of_another_site_starts_nothing(
    airflow: FakeAirflow, person: Callable[[str], APIClient], service: LakeService
) -> None:
    client = person("operator")
    client.handler.enforce_csrf_checks = True
    answer = client.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, airflow.runs) == (403, {})


def test_who_started_what_is_written_down(airflow: FakeAirflow, operator: APIClient) -> None:
    operator.post(_RECONCILE, {"reason": "month end"}, format="json")
    entry = AuditEntry.objects.get()

    assert (entry.actor, entry.action) == ("hub-operator", "reconciliation.start")
    assert entry.target == f"reconcile/{_started(airflow)['dag_run_id']}"
    assert entry.detail["reason"] == "month end"


def test_while_a_run_is_under_way_no_other_is_started(airflow: FakeAirflow, operator: APIClient) -> None:
    first = operator.post(_RECONCILE, {}, format="json")
    answer = operator.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "run_under_way")
    assert answer.json()["data"]["location"] == first["Location"]
    assert len(airflow.runs) == AuditEntry.objects.count() == 1


def test_after_a_run_has_ended_another_is_started(airflow: FakeAirflow, operator: APIClient) -> None:
    operator.post(_RECONCILE, {}, format="json")
    _started(airflow)["state"] = "success"

    assert operator.post(_RECONCILE, {}, format="json").status_code == 202


def test_a_paused_dag_is_said_to_be_paused(airflow: FakeAirflow, operator: APIClient) -> None:
    airflow.paused.add("reconcile")
    answer = operator.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "dag_paused")


def test_parameters_that_airflow_refuses_are_refused_with_its_words(airflow: FakeAirflow, operator: APIClient) -> None:
    airflow.refuse_params = "Invalid input for param until"
    answer = operator.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_parameter")
    assert "Invalid input for param until" in answer.json()["message"]
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["reconciliation.start", "reconciliation.start.failed"]


def test_a_dag_that_airflow_does_not_know_yet_is_awaited(airflow: FakeAirflow, operator: APIClient) -> None:
    airflow.dags.clear()
    answer = operator.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (503, "airflow_unavailable")
    assert "reconcile" in answer.json()["message"]


def test_an_airflow_that_does_not_answer_is_said_to_be_away(
    operator: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setattr(calls, "_client", lambda: AirflowClient(url, "admin", "password"))
    answer = operator.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (503, "airflow_unavailable")
    assert url in answer.json()["message"]
    assert "hub status" in answer.json()["hint"]
    assert AuditEntry.objects.count() == 0


def test_an_airflow_that_does_not_let_the_hub_in_is_said_to(
    airflow: FakeAirflow, operator: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "_client", lambda: AirflowClient(airflow.url, "admin", "wrong"))
    answer = operator.post(_RECONCILE, {}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (503, "airflow_unavailable")
    assert "HUB_AIRFLOW_PASSWORD" in answer.json()["hint"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"until": "2026-11-24T15:40:00"}, "naive_time"),
        ({"until": "soon"}, "bad_time"),
        ({"full": "perhaps"}, "bad_parameter"),
        ({"dates": []}, "unknown_parameter"),
        ([], "bad_parameter"),
    ],
)
def test_a_wrong_body_is_refused_by_name(body: Any, code: str, airflow: FakeAirflow, operator: APIClient) -> None:
    answer = operator.post(_RECONCILE, body, format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert airflow.runs == {}
