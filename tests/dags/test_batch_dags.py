"""The batch layer's DAGs: when they run, what they may do at once, and what a person can ask of them."""

from typing import Any

import pytest

from hub import spark_submit

pytestmark = pytest.mark.airflow

BATCH = {"reconcile", "maintain", "audit"}


def test_every_batch_dag_is_there(dag_bag: dict[str, Any]) -> None:
    assert BATCH | {"replay", "watchdog"} <= dag_bag["dags"].keys()


@pytest.mark.parametrize("name", sorted(BATCH))
def test_whoever_writes_the_batch_tables_waits_for_the_one_slot(name: str, dag_bag: dict[str, Any]) -> None:
    jobs = [task for task in dag_bag["dags"][name]["tasks"].values() if task["type"] == "SparkJob"]
    assert {task["pool"] for task in jobs} == {"lake_writer"}
    assert {task["application"] for task in jobs} == {spark_submit.application(name)}


@pytest.mark.parametrize(
    ("name", "expression", "zone"),
    [
        ("reconcile", "0 3 * * *", "America/Sao_Paulo"),
        ("maintain", "0 5 * * 0", "America/Sao_Paulo"),
        ("audit", "0 6 * * 0", "America/Sao_Paulo"),
        ("watchdog", "*/5 * * * *", "UTC"),
    ],
)
def test_schedules_are_kept_and_a_new_stack_waits_for_the_next_time(
    name: str, expression: str, zone: str, dag_bag: dict[str, Any]
) -> None:
    dag = dag_bag["dags"][name]
    assert dag["schedule"] == {"expression": expression, "timezone": zone}
    assert dag["start_date"] is None


def test_only_a_person_starts_a_replay(dag_bag: dict[str, Any]) -> None:
    assert dag_bag["dags"]["replay"]["timetable"] == "NullTimetable"


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("reconcile", {"until": None, "rebuild_dates": [], "full": False, "dry_run": False, "actor": None}),
        ("maintain", {"retention_hours": 720, "dry_run": True}),
        ("audit", {"sample": 5}),
        ("replay", {"what": "quarantine", "from": None, "to": None, "dry_run": True}),
    ],
)
def test_a_form_has_these_fields(name: str, params: dict[str, Any], dag_bag: dict[str, Any]) -> None:
    assert params.items() <= dag_bag["dags"][name]["params"].items()


@pytest.mark.parametrize(("name", "destructive"), [("reconcile", "publish_all_the_same"), ("maintain", "vacuum")])
def test_what_a_person_must_approve_comes_after_their_answer(
    name: str, destructive: str, dag_bag: dict[str, Any]
) -> None:
    tasks = dag_bag["dags"][name]["tasks"]
    assert tasks[destructive]["upstream"] == ["approve"]
    assert tasks["approve"]["type"] == "ApprovalOperator"


def test_the_watchdog_never_tries_again_because_red_is_what_it_is_for(dag_bag: dict[str, Any]) -> None:
    (task,) = dag_bag["dags"]["watchdog"]["tasks"].values()
    assert task["retries"] == 0
