"""HTTP for runs of DAGs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import IsOperator
from backend.api.errors import ApiError
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.schemas import refusals
from backend.operations import examples, presenters, services
from backend.operations.schemas import ReplayBody, RunShape
from backend.operations.selectors import Run, run_with_tasks

DAGS = ("stream", "reconcile", "maintain", "audit", "replay", "backtest", "watchdog")

STARTED = {202: RunShape, **refusals(400, 401, 403, 409, 429, 503)}


class RunApi(APIView):
    """One run of a DAG."""

    @extend_schema(
        operation_id="run",
        summary="How a run goes",
        responses={200: RunShape, **refusals(401, 403, 404, 429, 503)},
        description="A run of a DAG with its tasks, as Airflow knows it at this moment.",
        examples=sample(examples.RUN),
    )
    def get(self, request: Request, dag_id: str, run_id: str) -> Response:
        """Answer how a run goes."""
        if dag_id not in DAGS:
            hint = f"Use {', '.join(DAGS)}."
            raise ApiError("not_found", f"There is no DAG {dag_id}.", hint=hint, status=404)
        answer = Response(presenters.run(request, run_with_tasks(dag_id, run_id)))
        answer["Cache-Control"] = "no-store"
        return answer


class ReplaysApi(APIView):
    """Replays of the quarantine, or of the speed layer."""

    permission_classes = [IsOperator]

    @extend_schema(
        operation_id="start_replay",
        summary="Replay quarantined records, or rebuild the speed layer",
        request=ReplayBody,
        responses=STARTED,
        description="Starts a run of the DAG `replay`: a dry one, unless `dry_run` is false.",
        examples=sample(examples.queued("replay", examples.REPLAY_BODY), asked=examples.REPLAY_BODY, status=202),
    )
    def post(self, request: Request) -> Response:
        """Start a replay."""
        body = ReplayBody.read(request.data)
        conf = body | {name: instant(body[name]) for name in ("from", "to")}
        return start(request, action="replay.start", dag_id="replay", conf=conf)


def start(request: Request, *, action: str, dag_id: str, conf: dict[str, Any]) -> Response:
    """Start a run for the request's user and say where to follow it. Raises ApiError."""
    run = services.start(actor=request.user, action=action, dag_id=dag_id, conf=conf)
    shown = presenters.run(request, Run(run, [], None))
    return Response(shown, status=202, headers={"Location": shown["location"]})
