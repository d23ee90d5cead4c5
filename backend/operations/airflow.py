"""The calls of Airflow's API that starting and following a run takes. Every function raises ApiError."""

import http.client
import json
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from backend.api.errors import ApiError
from hub.airflow_client import AirflowClient, Answer
from hub.errors import AirflowUnavailable
from hub.settings import get_settings

_UNFINISHED = ("queued", "running")


@lru_cache(maxsize=1)
def _client() -> AirflowClient:
    settings = get_settings()
    return AirflowClient(settings.airflow_url, settings.airflow_user, settings.airflow_password.get_secret_value())


def dag(dag_id: str) -> dict[str, Any]:
    """Return what Airflow knows of a DAG."""
    answer = _call("GET", f"/api/v2/dags/{dag_id}")
    if answer.status == http.client.NOT_FOUND:
        raise ApiError(
            "airflow_unavailable",
            f"Airflow does not know the DAG {dag_id} yet.",
            hint="It reads its DAGs within a minute of its start; try again then.",
            status=503,
        )
    return _expected(answer, http.client.OK)


def unfinished_run(dag_id: str) -> str | None:
    """Return the id of a run that waits or is under way, None if there is none."""
    query = urlencode([*(("state", state) for state in _UNFINISHED), ("limit", 1)])
    runs = _expected(_call("GET", f"/api/v2/dags/{dag_id}/dagRuns?{query}"), http.client.OK)["dag_runs"]
    return str(runs[0]["dag_run_id"]) if runs else None


def start_run(dag_id: str, run_id: str, conf: dict[str, Any]) -> dict[str, Any]:
    """Start a run and return it."""
    body = {"dag_run_id": run_id, "logical_date": None, "conf": conf}
    answer = _call("POST", f"/api/v2/dags/{dag_id}/dagRuns", body)
    if answer.status in (http.client.BAD_REQUEST, http.client.UNPROCESSABLE_ENTITY):
        raise ApiError(
            "bad_parameter",
            f"Airflow refuses the parameters: {answer.problem}.",
            hint="The DAG's page in Airflow says which parameters it takes.",
        )
    return _expected(answer, http.client.OK)


def run(dag_id: str, run_id: str) -> dict[str, Any]:
    """Return a run."""
    answer = _call("GET", _run_path(dag_id, run_id))
    if answer.status == http.client.NOT_FOUND:
        raise ApiError(
            "not_found",
            f"There is no run {run_id} of {dag_id}.",
            hint="Airflow lists the runs of each DAG.",
            status=404,
        )
    return _expected(answer, http.client.OK)


def tasks(dag_id: str, run_id: str) -> list[dict[str, Any]]:
    """Return the tasks of a run."""
    answer = _call("GET", f"{_run_path(dag_id, run_id)}/taskInstances")
    found: list[dict[str, Any]] = _expected(answer, http.client.OK)["task_instances"]
    return found


def outcome(dag_id: str, run_id: str) -> dict[str, Any] | None:
    """Return what the run's job said came of it, None while it has not, or if it never does."""
    answer = _call("GET", f"{_run_path(dag_id, run_id)}/taskInstances/verdict/xcomEntries/outcome")
    if answer.status == http.client.NOT_FOUND:
        return None
    value = _expected(answer, http.client.OK)["value"]
    told: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return told


def _run_path(dag_id: str, run_id: str) -> str:
    return f"/api/v2/dags/{dag_id}/dagRuns/{quote(run_id, safe='')}"


def _call(method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
    try:
        return _client().call(method, path, body)
    except AirflowUnavailable as error:
        raise ApiError("airflow_unavailable", error.message, hint=error.hint, status=503) from error


def _expected(answer: Answer, status: int) -> dict[str, Any]:
    if answer.status != status:
        raise ApiError(
            "airflow_unavailable",
            f"Airflow answered {answer.problem}.",
            hint="The log of Airflow's API server says why: `hub logs airflow-api`.",
            status=503,
        )
    return answer.body
