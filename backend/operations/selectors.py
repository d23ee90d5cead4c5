"""Runs, as Airflow knows them."""

from typing import Any, NamedTuple

from backend.operations import airflow
from backend.operations.outcomes import outcome_of

# Runs of these DAGs say what came of them otherwise than by their state.
_TELL = ("reconcile", "backtest")


class Run(NamedTuple):
    """A run with its tasks; `told` is what its job said came of it."""

    run: dict[str, Any]
    tasks: list[dict[str, Any]]
    told: dict[str, Any] | None

    @property
    def outcome(self) -> str:
        """What came of it, in one word."""
        return outcome_of(self.run["state"], {task["task_id"]: task["state"] for task in self.tasks}, self.told)


def run_with_tasks(dag_id: str, run_id: str) -> Run:
    """Return a run. Raises ApiError."""
    run = airflow.run(dag_id, run_id)
    told = airflow.outcome(dag_id, run_id) if dag_id in _TELL and run["state"] != "queued" else None
    return Run(run, airflow.tasks(dag_id, run_id), told)
