"""HTTP for publications and reconciliations."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.answers import Body, provenance, respond
from backend.api.pages import next_page
from backend.api.parameters import read_cursor
from backend.api.schemas import responses
from backend.lake.rows import PublicationRow
from backend.lake.view import View
from backend.publications import presenters, selectors
from backend.publications.schemas import PublicationListShape, PublicationsQuery, ReconciliationListShape

_Show = Callable[[View, PublicationRow], dict[str, Any]]


class PublicationsApi(APIView):
    """What was made visible."""

    @extend_schema(
        operation_id="publications",
        summary="What was made visible",
        parameters=[PublicationsQuery],
        responses=responses(PublicationListShape),
        description="Publications, newest first; the first one is in effect.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of publications."""
        return _page(request, lambda view, row: presenters.publication(row, in_effect=row is view.publication))


class ReconciliationsApi(APIView):
    """What the reconciliations found."""

    @extend_schema(
        operation_id="reconciliations",
        summary="What the reconciliations found",
        parameters=[PublicationsQuery],
        responses=responses(ReconciliationListShape),
        description="What each published reconciliation found, newest first.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of reconciliations."""
        return _page(request, lambda view, row: presenters.reconciliation(row))


def _page(request: Request, show: _Show) -> HttpResponseBase:
    query = PublicationsQuery.read(request.query_params)
    limit, before = query["limit"], None
    if "cursor" in query:
        before = selectors.PublicationOrder(*read_cursor(query["cursor"], kinds=(str, int, str)))

    def build(view: View) -> Body:
        rows = selectors.publications(view, before=before)
        page = rows[:limit]
        more = list(selectors.order_of(page[-1])) if len(rows) > limit else None
        return {
            "results": [show(view, row) for row in page],
            "next": next_page(request, more),
            **provenance(view, 0, 0),
        }

    return respond(request, (before, limit), build)
