"""Examples for the OpenAPI document."""

from typing import Any

_RUN_ID = "hub__20261124T150000Z_3f9c1a2b"


def queued(dag_id: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return a run that was just asked for."""
    return {
        "dag_id": dag_id,
        "run_id": _RUN_ID,
        "location": f"/api/operations/runs/{dag_id}/{_RUN_ID}/",
        "airflow_url": f"http://127.0.0.1:8080/dags/{dag_id}/runs/{_RUN_ID}",
        "state": "queued",
        "outcome": "queued",
        "told": None,
        "params": params,
        "queued_at": "2026-11-24T15:00:00.000Z",
        "started_at": None,
        "ended_at": None,
        "tasks": [],
    }


REPLAY_BODY = {"what": "quarantine", "dry_run": True, "from": "2026-11-20T00:00:00Z", "to": "2026-11-24T00:00:00Z"}

RUN: dict[str, Any] = {
    **queued("reconcile", {"until": None, "full": False, "dry_run": False, "reason": "month end", "actor": "maria"}),
    "state": "success",
    "outcome": "published",
    "told": {"status": "published", "publication_id": "2026-11-24T15:00:38Z-4712", "seam": 4712, "verdict": "passed"},
    "started_at": "2026-11-24T15:00:00.500Z",
    "ended_at": "2026-11-24T15:00:41.000Z",
    "tasks": [
        {
            "task_id": "reconcile",
            "state": "success",
            "try_number": 1,
            "started_at": "2026-11-24T15:00:01.000Z",
            "ended_at": "2026-11-24T15:00:38.000Z",
        }
    ],
}
