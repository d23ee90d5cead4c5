"""HTTP for alerts."""

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.alerts import presenters, selectors
from backend.alerts.schemas import AlertListShape, AlertsQuery
from backend.api.answers import Body, provenance, respond
from backend.api.pages import next_page
from backend.api.parameters import read_cursor
from backend.api.schemas import responses
from backend.lake.view import View


class AlertsApi(APIView):
    """Alerts of the stream."""

    @extend_schema(
        operation_id="alerts",
        summary="Alerts, newest first",
        parameters=[AlertsQuery],
        responses=responses(AlertListShape),
        description="Alerts, newest first.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of alerts."""
        query = AlertsQuery.read(request.query_params)
        limit = query["limit"]
        wanted = {name: query.get(name) for name in ("platform", "alert_type", "historical")}
        before = read_cursor(query["cursor"], kinds=(int, str)) if "cursor" in query else None

        def build(view: View) -> Body:
            rows = selectors.alerts(view, **wanted, before=before)
            page = rows[:limit]
            more = [page[-1].ingest_seq, page[-1].alert_id] if len(rows) > limit else None
            return {
                "results": [presenters.alert(row) for row in page],
                "next": next_page(request, more),
                **provenance(view, sum(row.ingest_seq <= view.seam for row in page), len(page)),
            }

        return respond(request, (*wanted.values(), before, limit), build)
