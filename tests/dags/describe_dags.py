"""Prints what Airflow makes of `dags/`, as JSON. Runs in Airflow's environment, which the tests do not."""

import json
import sys
from pathlib import Path
from typing import Any

from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG

DAGS = Path(__file__).resolve().parents[2] / "dags"


def _task(task: Any) -> dict[str, Any]:
    return {
        "type": task.task_type,
        "conn_id": getattr(task, "_conn_id", None),
        "application": getattr(task, "application", None),
        "conf": getattr(task, "conf", None),
        "env_vars": getattr(task, "env_vars", None),
        "pool": task.pool,
        "retries": task.retries,
        "retry_delay": task.retry_delay.total_seconds(),
        "upstream": sorted(task.upstream_task_ids),
    }


def _schedule(timetable: Any) -> dict[str, str] | None:
    expression = getattr(timetable, "expression", None)
    return {"expression": expression, "timezone": str(timetable.timezone)} if expression else None


def _dag(dag: DAG) -> dict[str, Any]:
    return {
        "doc_md": dag.doc_md,
        "description": dag.description,
        "timetable": type(dag.timetable).__name__,
        "schedule": _schedule(dag.timetable),
        "params": {name: dag.params[name] for name in dag.params},
        "start_date": str(dag.start_date) if dag.start_date else None,
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "zone": str(dag.timezone),
        "tags": sorted(dag.tags),
        "owner": dag.owner,
        "tasks": {task.task_id: _task(task) for task in dag.tasks},
    }


if __name__ == "__main__":
    bag = DagBag(dag_folder=str(DAGS))
    found = {"errors": bag.import_errors, "dags": {name: _dag(dag) for name, dag in bag.dags.items()}}
    sys.stdout.write(json.dumps(found))
