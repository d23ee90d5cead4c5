"""HTTP for alerts."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import IsOperator
from backend.alerts import examples, presenters, selectors
from backend.alerts.life import selectors as life
from backend.alerts.life import services
from backend.alerts.life.selectors import Revision
from backend.alerts.models import Alert
from backend.alerts.schemas import AlertListShape, AlertsQuery, AlertWithStepsShape, NoteBody
from backend.api.answers import Body, provenance
from backend.api.data import DataApi
from backend.api.examples import sample
from backend.api.express import SCOPE_KEY
from backend.api.parameters import read_cursor
from backend.api.questions import Question
from backend.api.schemas import refusals, responses
from backend.lake.view import View

_CHANGED: dict[int, Any] = {200: AlertWithStepsShape, **refusals(400, 401, 403, 404, 409, 429)}


class AlertsApi(DataApi):
    """Events that a rule fired on."""

    query = AlertsQuery

    @extend_schema(
        operation_id="alerts",
        summary="Alerts, newest first",
        parameters=[AlertsQuery],
        responses=responses(AlertListShape),
        description="Events that a rule fired on, newest first, each with the state of the alert that it is part of.",
        examples=sample(examples.ALERTS),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of alerts."""
        answer: HttpResponseBase = self.answer(request)
        # States change while the view stays the same, so every request has to look them up.
        getattr(request, "scope", {}).pop(SCOPE_KEY, None)
        return answer

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write out which changes of states the answer knows."""
        return {"life_cycle": str(life.revision())} | values

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer one page of alerts."""
        query, limit = question.values, question.values["limit"]
        known = Revision.read(query["life_cycle"])
        wanted = {name: query.get(name) for name in ("platform", "alert_type", "historical")}
        rows = selectors.alerts(
            view,
            **wanted,
            among=life.rows_in_state(query["state"], known) if "state" in query else None,
            before=read_cursor(query["cursor"], kinds=(int, str)) if "cursor" in query else None,
        )
        page = rows[:limit]
        lives = life.lives_of([row.alert_id for row in page], known)
        return {
            "results": [presenters.alert(row, lives) for row in page],
            "next": question.next_page([page[-1].ingest_seq, page[-1].alert_id] if len(rows) > limit else None),
            **provenance(view, sum(row.ingest_seq <= view.seam for row in page), len(page)),
            "life_cycle": str(known),
        }


class AlertApi(APIView):
    """One alert."""

    @extend_schema(
        operation_id="alert",
        summary="An alert and its life",
        responses={200: AlertWithStepsShape, **refusals(401, 403, 404, 429)},
        examples=sample(examples.ALERT_WITH_STEPS),
    )
    def get(self, request: Request, alert_id: str) -> Response:
        """Answer the alert that this row is part of."""
        return _shown(life.alert_of(alert_id))


class AcknowledgeApi(APIView):
    """Somebody looks after an alert."""

    permission_classes = (IsOperator,)

    @extend_schema(
        operation_id="alert_acknowledge",
        summary="Acknowledge an alert",
        request=NoteBody,
        responses=_CHANGED,
        description="Says that you look after it. Takes the role operator.",
        examples=sample(examples.ACKNOWLEDGED_ALERT, asked=examples.ACKNOWLEDGE_BODY),
    )
    def post(self, request: Request, alert_id: str) -> Response:
        """Acknowledge an alert."""
        body = NoteBody.read(request.data)
        return _shown(services.acknowledge(actor=cast(User, request.user), alert_id=alert_id, note=body["note"]))


class ResolveApi(APIView):
    """Nothing is left to do about an alert."""

    permission_classes = (IsOperator,)

    @extend_schema(
        operation_id="alert_resolve",
        summary="Resolve an alert",
        request=NoteBody,
        responses=_CHANGED,
        description="Ends it by hand. Takes the role operator.",
        examples=sample(examples.RESOLVED_ALERT, asked=examples.RESOLVE_BODY),
    )
    def post(self, request: Request, alert_id: str) -> Response:
        """Resolve an alert."""
        body = NoteBody.read(request.data)
        return _shown(services.resolve_by_hand(actor=cast(User, request.user), alert_id=alert_id, note=body["note"]))


def _shown(alert: Alert) -> Response:
    return Response(presenters.alert_with_steps(alert, life.steps_of(alert)), headers={"Cache-Control": "no-store"})
