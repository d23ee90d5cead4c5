"""Following a run: how its tasks stand, and what came of it."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.support.airflow import FakeAirflow

_RUN = "hub__20261124T150000Z_3f9c1a2b"
_ADDRESS = f"/api/operations/runs/reconcile/{_RUN}/"


def _run(airflow: FakeAirflow, state: str, *, dag: str = "reconcile", told: Any = None, **tasks: str | None) -> None:
    airflow.runs[dag, _RUN] = {
        "dag_id": dag,
        "dag_run_id": _RUN,
        "state": state,
        "queued_at": "2026-11-24T15:00:00Z",
        "start_date": "2026-11-24T15:00:01.500000Z",
        "end_date": None,
        "conf": {"full": False},
    }
    airflow.tasks[_RUN] = [
        {
            "task_id": name,
            "state": each,
            "try_number": 1,
            "start_date": f"2026-11-24T15:00:0{9 - place}Z" if each else None,
            "end_date": None,
        }
        for place, (name, each) in enumerate(tasks.items())
    ]
    if told is not None:
        airflow.outcomes[_RUN] = told


@pytest.mark.parametrize(
    ("state", "told", "tasks", "outcome"),
    [
        ("queued", None, {}, "queued"),
        ("running", None, {"reconcile": "running"}, "running"),
        ("running", {"status": "refused"}, {"approve": "awaiting_input"}, "waiting_for_approval"),
        ("running", {"status": "refused"}, {"approve": "success", "publish_all_the_same": "running"}, "running"),
        ("success", {"status": "published"}, {"published": "success"}, "published"),
        ("success", {"status": "refused"}, {"publish_all_the_same": "success"}, "published"),
        ("success", {"status": "nothing_new"}, {"reconcile": "success"}, "nothing_new"),
        ("success", {"status": "planned"}, {"reconcile": "success"}, "planned"),
        ("failed", None, {"reconcile": "failed"}, "failed"),
        ("failed", {"status": "refused"}, {"approve": "failed"}, "rejected"),
        ("failed", {"status": "refused"}, {"approve": "success", "publish_all_the_same": "failed"}, "failed"),
    ],
)
def test_what_came_of_a_run_is_said_in_one_word(
    state: str, told: Any, tasks: dict[str, str], outcome: str, airflow: FakeAirflow, operator: APIClient
) -> None:
    _run(airflow, state, told=told, **tasks)
    body = operator.get(_ADDRESS).json()

    assert (body["state"], body["outcome"], body["told"]) == (state, outcome, told)


def test_a_replay_that_ended_well_is_done(airflow: FakeAirflow, operator: APIClient) -> None:
    _run(airflow, "success", dag="replay", replay="success")

    assert operator.get(f"/api/operations/runs/replay/{_RUN}/").json()["outcome"] == "done"


def test_tasks_are_in_the_order_in_which_they_began(airflow: FakeAirflow, operator: APIClient) -> None:
    _run(airflow, "running", approve=None, verdict="running", reconcile="success")
    tasks = operator.get(_ADDRESS).json()["tasks"]

    assert [(task["task_id"], task["state"]) for task in tasks] == [
        ("reconcile", "success"),
        ("verdict", "running"),
        ("approve", None),
    ]
    assert tasks[0]["started_at"] == "2026-11-24T15:00:07.000Z"


def test_a_run_says_when_it_began_and_where_airflow_shows_it(airflow: FakeAirflow, operator: APIClient) -> None:
    _run(airflow, "running")
    body = operator.get(_ADDRESS, headers={"Host": "localhost"}).json()

    assert (body["started_at"], body["ended_at"]) == ("2026-11-24T15:00:01.500Z", None)
    assert body["airflow_url"] == f"http://localhost:8080/dags/reconcile/runs/{_RUN}"
    assert body["params"] == {"full": False}


def test_a_viewer_may_follow_a_run(airflow: FakeAirflow, person: Callable[[str], APIClient]) -> None:
    _run(airflow, "running")

    assert person("viewer").get(_ADDRESS).status_code == 200


@pytest.mark.parametrize("address", ["/api/operations/runs/reconcile/none/", "/api/operations/runs/other/run/"])
def test_what_does_not_exist_is_not_found(address: str, airflow: FakeAirflow, operator: APIClient) -> None:
    answer = operator.get(address)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_run_of_the_clock_is_found_by_its_name(airflow: FakeAirflow, operator: APIClient) -> None:
    name = "scheduled__2026-11-24T06:00:00+00:00"
    _run(airflow, "running")
    airflow.runs["reconcile", name] = airflow.runs["reconcile", _RUN] | {"dag_run_id": name, "conf": None}

    assert operator.get(f"/api/operations/runs/reconcile/{name}/").json()["run_id"] == name
