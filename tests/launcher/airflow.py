"""A running stack's Airflow, asked over its REST API as a person's script would."""

from typing import Any
from urllib.parse import quote

from hub.airflow_client import AirflowClient
from tests.support.waiting import wait_until

RUN_SECONDS = 300
_ENDED = {"success", "failed"}


class Airflow:
    """Triggers DAGs and tells how their runs went."""

    def __init__(self, client: AirflowClient) -> None:
        self._client = client

    def get(self, path: str) -> dict[str, Any]:
        """Return an answer of the API; `path` begins behind `/api/v2/`."""
        answer = self._client.call("GET", f"/api/v2/{path}")
        assert answer.status == 200, answer.problem
        return answer.body

    def dag_ids(self) -> set[str]:
        """Return the DAGs that Airflow knows."""
        return {each["dag_id"] for each in self.get("dags?limit=100")["dags"]}

    def trigger(self, dag_id: str, **params: object) -> str:
        """Start a run and return its id."""
        body = {"logical_date": None, "conf": params}
        answer = self._client.call("POST", f"/api/v2/dags/{dag_id}/dagRuns", body)
        assert answer.status == 200, answer.problem
        return str(answer.body["dag_run_id"])

    def runs(self, dag_id: str) -> dict[str, str]:
        """Return the state of each run of a DAG."""
        return {run["dag_run_id"]: run["state"] for run in self.get(f"dags/{dag_id}/dagRuns?limit=100")["dag_runs"]}

    def task_states(self, dag_id: str, run_id: str) -> dict[str, str | None]:
        """Return the state of each task of a run."""
        found = self.get(f"dags/{dag_id}/dagRuns/{quote(run_id, safe='')}/taskInstances")
        return {task["task_id"]: task["state"] for task in found["task_instances"]}

    def fail_task(self, dag_id: str, run_id: str, task_id: str) -> None:
        """Mark a task as failed, as a person does in Airflow's page; Airflow then ends its process."""
        path = f"/api/v2/dags/{dag_id}/dagRuns/{quote(run_id, safe='')}/taskInstances/{task_id}"
        answer = self._client.call("PATCH", path, {"new_state": "failed"})
        assert answer.status == 200, answer.problem

    def ended(self, dag_id: str, run_id: str) -> str:
        """Wait until a run has ended and return its state."""
        wait_until(
            lambda: self.runs(dag_id)[run_id] in _ENDED, seconds=RUN_SECONDS, what=f"the end of {dag_id}", every=0.5
        )
        return self.runs(dag_id)[run_id]
