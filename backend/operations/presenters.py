"""Runs as answers show them."""

from datetime import datetime
from typing import Any

from rest_framework.request import Request

from backend.api.formats import instant
from backend.operations.addresses import airflow_address, run_address
from backend.operations.selectors import Run


def run(request: Request, row: Run) -> dict[str, Any]:
    """Show a run: how it goes, and where to follow it."""
    dag_id, run_id = row.run["dag_id"], row.run["dag_run_id"]
    return {
        "dag_id": dag_id,
        "run_id": run_id,
        "location": run_address(dag_id, run_id),
        "airflow_url": airflow_address(request, dag_id, run_id),
        "state": row.run["state"],
        "outcome": row.outcome,
        "told": row.told,
        "params": row.run["conf"] or {},
        "queued_at": _moment(row.run["queued_at"]),
        "started_at": _moment(row.run["start_date"]),
        "ended_at": _moment(row.run["end_date"]),
        "tasks": [_task(task) for task in sorted(row.tasks, key=lambda task: task["start_date"] or "~")],
    }


def _task(task: dict[str, Any]) -> dict[str, Any]:
    return {
        "task_id": task["task_id"],
        "state": task["state"],
        "try_number": task["try_number"],
        "started_at": _moment(task["start_date"]),
        "ended_at": _moment(task["end_date"]),
    }


def _moment(text: str | None) -> str | None:
    return instant(datetime.fromisoformat(text)) if text else None
