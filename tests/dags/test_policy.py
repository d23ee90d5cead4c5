"""What every DAG must be, and what each one in particular."""

import ast
from pathlib import Path
from typing import Any

import pytest

from hub import spark_submit
from hub.settings import load_settings

pytestmark = pytest.mark.airflow

DAGS = spark_submit.REPOSITORY / "dags"
HEADINGS = ("**What it does.**", "**Owner.**", "**When it fails.**", "**May it be run again?**")


def test_every_dag_loads(dag_bag: dict[str, Any]) -> None:
    assert dag_bag["errors"] == {}
    assert "stream" in dag_bag["dags"]


def test_every_dag_says_what_it_does_who_owns_it_and_what_to_do_when_it_fails(dag_bag: dict[str, Any]) -> None:
    lacking = {
        (name, heading)
        for name, dag in dag_bag["dags"].items()
        for heading in HEADINGS
        if heading not in (dag["doc_md"] or "")
    }
    assert lacking == set()


def test_no_dag_catches_up_and_all_think_in_utc(dag_bag: dict[str, Any]) -> None:
    assert {dag["catchup"] for dag in dag_bag["dags"].values()} == {False}
    assert {dag["zone"] for dag in dag_bag["dags"].values()} == {"UTC"}


def test_a_new_stack_waits_for_the_next_due_time_rather_than_running_what_was_due_before_it(
    dag_bag: dict[str, Any],
) -> None:
    # With a start date in the past Airflow runs the newest due time at once: four drivers beside the stream's first.
    by_the_clock = {name: dag for name, dag in dag_bag["dags"].items() if dag["timetable"] == "CronTriggerTimetable"}
    assert {name: dag["start_date"] for name, dag in by_the_clock.items()} == dict.fromkeys(by_the_clock)
    assert {"reconcile", "maintain", "audit", "watchdog"} <= set(by_the_clock)


def test_every_dag_is_described_owned_and_tagged(dag_bag: dict[str, Any]) -> None:
    for name, dag in dag_bag["dags"].items():
        assert dag["description"], name
        assert dag["owner"] != "airflow", name
        assert dag["tags"], name


def test_every_dag_runs_once_at_a_time(dag_bag: dict[str, Any]) -> None:
    assert {dag["max_active_runs"] for dag in dag_bag["dags"].values()} == {1}


def test_every_spark_task_names_its_connection_because_an_unknown_one_silently_means_yarn(
    dag_bag: dict[str, Any],
) -> None:
    connections = {
        task["conn_id"]
        for dag in dag_bag["dags"].values()
        for task in dag["tasks"].values()
        if task["type"] == "SparkJob"
    }
    assert connections == {"spark_default"}


def test_the_stream_runs_all_the_time_one_driver_at_once_and_tries_again(dag_bag: dict[str, Any]) -> None:
    stream = dag_bag["dags"]["stream"]
    (task,) = stream["tasks"].values()
    assert stream["timetable"] == "ContinuousTimetable"
    assert task["application"] == spark_submit.application("streaming_sales_agg")
    assert task["retries"] >= 3


def test_the_stream_is_submitted_with_the_configuration_and_variables_that_it_has_everywhere(
    dag_bag: dict[str, Any],
) -> None:
    (task,) = dag_bag["dags"]["stream"]["tasks"].values()
    settings = load_settings(home=Path(task["env_vars"]["HUB_HOME"]))
    assert task["conf"] == spark_submit.configuration(settings)
    assert task["env_vars"] == spark_submit.environment(settings)


@pytest.mark.parametrize("path", sorted(DAGS.glob("[!_]*.py")), ids=lambda path: path.stem)
def test_a_dag_file_begins_with_its_docs_and_defines_the_dag_of_its_name(path: Path, dag_bag: dict[str, Any]) -> None:
    tree = ast.parse(path.read_text())
    assert path.stem in dag_bag["dags"]
    first = next(node for node in tree.body if isinstance(node, ast.Assign))
    assert ast.unparse(first.targets[0]) == "DOCS"
    assert not [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)], (
        "a DAG file has no logic"
    )
