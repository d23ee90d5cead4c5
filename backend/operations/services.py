"""Starts runs of DAGs for people."""

import secrets
import threading
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from backend.accounts.audit import record_action
from backend.api.errors import ApiError
from backend.operations import airflow
from backend.operations.addresses import run_address

_Actor = AbstractBaseUser | AnonymousUser

# Two people who press the same button at once: one of them gets the run, the other is told of it.
_starting = threading.Lock()


def start(*, actor: _Actor, action: str, dag_id: str, conf: dict[str, Any]) -> dict[str, Any]:
    """Start a run of a DAG for `actor` and return it. Raises ApiError: under way, paused, refused, Airflow is away.

    The action is written down before Airflow is asked, and once more if it then did not happen: nothing is ever
    started without a trace.
    """
    run_id = f"hub__{datetime.now(UTC):%Y%m%dT%H%M%SZ}_{secrets.token_hex(4)}"
    with _starting:
        _refuse_if_busy(dag_id)
        record_action(actor=actor, action=action, target=f"{dag_id}/{run_id}", detail=conf)
        try:
            return airflow.start_run(dag_id, run_id, conf)
        except ApiError as error:
            detail = {"code": error.code, "message": str(error.detail)}
            record_action(actor=actor, action=f"{action}.failed", target=f"{dag_id}/{run_id}", detail=detail)
            raise


def _refuse_if_busy(dag_id: str) -> None:
    if airflow.dag(dag_id)["is_paused"]:
        raise ApiError(
            "dag_paused",
            f"The DAG {dag_id} is paused in Airflow, so no run of it would begin.",
            hint="Unpause it in Airflow.",
            status=409,
        )
    under_way = airflow.unfinished_run(dag_id)
    if under_way is not None:
        raise ApiError(
            "run_under_way",
            f"A run of {dag_id} is under way: {under_way}.",
            hint="Wait for its end; `data.location` says how it goes.",
            data={"dag_id": dag_id, "run_id": under_way, "location": run_address(dag_id, under_way)},
            status=409,
        )
