"""HTTP for alerts."""

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from backend.alerts import presenters, selectors
from backend.alerts.schemas import AlertListShape, AlertsQuery
from backend.api.answers import Body, provenance
from backend.api.data import DataApi
from backend.api.parameters import read_cursor
from backend.api.questions import Question
from backend.api.schemas import responses
from backend.lake.view import View


class AlertsApi(DataApi):
    """Alerts of the stream."""

    query = AlertsQuery

    @extend_schema(
        operation_id="alerts",
        summary="Alerts, newest first",
        parameters=[AlertsQuery],
        responses=responses(AlertListShape),
        description="Alerts, newest first.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of alerts."""
        return self.answer(request)

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer one page of alerts."""
        query = question.values
        wanted = {name: query.get(name) for name in ("platform", "alert_type", "historical")}
        before = read_cursor(query["cursor"], kinds=(int, str)) if "cursor" in query else None
        rows = selectors.alerts(view, **wanted, before=before)
        page = rows[: query["limit"]]
        more = [page[-1].ingest_seq, page[-1].alert_id] if len(rows) > len(page) else None
        return {
            "results": [presenters.alert(row) for row in page],
            "next": question.next_page(more),
            **provenance(view, sum(row.ingest_seq <= view.seam for row in page), len(page)),
        }
