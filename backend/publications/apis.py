"""HTTP for publications and reconciliations."""

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import IsOperator, viewers_read
from backend.api.answers import Body, provenance
from backend.api.data import DataApi
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.parameters import read_cursor
from backend.api.questions import Question
from backend.api.schemas import refusals, responses
from backend.lake.rows import PublicationRow
from backend.lake.service import lake_service
from backend.lake.view import View
from backend.operations.apis import STARTED, start
from backend.operations.examples import queued
from backend.operations.schemas import PublishBody, ReconcileBody
from backend.publications import examples, presenters, selectors
from backend.publications.schemas import PublicationListShape, PublicationsQuery, ReconciliationListShape
from backend.reports.known_archive import archive


class _PageApi(DataApi):
    """One page of publications."""

    query = PublicationsQuery

    @classmethod
    def show(cls, view: View, row: PublicationRow) -> dict[str, Any]:
        """Show one of them."""
        raise NotImplementedError

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer one page."""
        query, before = question.values, None
        if "cursor" in query:
            before = selectors.PublicationOrder(*read_cursor(query["cursor"], kinds=(str, int, str)))
        rows = selectors.publications(view, before=before)
        page = rows[: query["limit"]]
        more = list(selectors.order_of(page[-1])) if len(rows) > len(page) else None
        return {
            "results": [cls.show(view, row) for row in page],
            "next": question.next_page(more),
            **provenance(view, 0, 0),
        }


class PublicationsApi(_PageApi):
    """What was made visible."""

    @extend_schema(
        operation_id="publications",
        summary="What was made visible",
        parameters=[PublicationsQuery],
        responses=responses(PublicationListShape),
        description="Publications, newest first; the first one is in effect.",
        examples=sample(examples.PUBLICATIONS),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of publications."""
        return self.answer(request)

    @classmethod
    def show(cls, view: View, row: PublicationRow) -> dict[str, Any]:
        """Show what was made visible, whether it is in effect, and if so from when on live answers."""
        in_effect = row is view.publication
        seam = archive(lake_service().settings).batches.numbered(view, row.seam) if in_effect else None
        return presenters.publication(row, in_effect=in_effect) | {
            "seam_at": instant(seam.ingested_at) if seam else None
        }


class PublishApi(APIView):
    """Serving an earlier publication again."""

    permission_classes = [IsOperator]

    @extend_schema(
        operation_id="publish",
        summary="Serve an earlier publication again",
        request=PublishBody,
        responses=STARTED | refusals(404),
        description="Starts a run of the DAG `reconcile` that publishes what an earlier publication made visible.",
        examples=sample(queued("reconcile", examples.PUBLISH_CONF), asked=examples.PUBLISH_BODY, status=202),
    )
    def post(self, request: Request, publication_id: str) -> Response:
        """Start the roll-back."""
        body = PublishBody.read(request.data)
        selectors.earlier_publication(lake_service().moment.view, publication_id)
        conf = body | {"publication": publication_id, "actor": request.user.get_username()}
        return start(request, action="publication.publish", dag_id="reconcile", conf=conf)


class ReconciliationsApi(_PageApi):
    """What the reconciliations found, and the start of another."""

    permission_classes = [viewers_read(IsOperator)]

    @extend_schema(
        operation_id="reconciliations",
        summary="What the reconciliations found",
        parameters=[PublicationsQuery],
        responses=responses(ReconciliationListShape),
        description="What each published reconciliation found, newest first.",
        examples=sample(examples.RECONCILIATIONS),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of reconciliations."""
        return self.answer(request)

    @classmethod
    def show(cls, view: View, row: PublicationRow) -> dict[str, Any]:
        """Show what a reconciliation found."""
        return presenters.reconciliation(row)

    @extend_schema(
        operation_id="reconcile",
        summary="Reconcile now",
        request=ReconcileBody,
        responses=STARTED,
        description="Starts a run of the DAG `reconcile`.",
        examples=sample(queued("reconcile", examples.RECONCILE_CONF), asked=examples.RECONCILE_BODY, status=202),
    )
    def post(self, request: Request) -> Response:
        """Start a reconciliation."""
        body = ReconcileBody.read(request.data)
        conf = body | {"until": instant(body["until"]), "actor": request.user.get_username()}
        return start(request, action="reconciliation.start", dag_id="reconcile", conf=conf)
