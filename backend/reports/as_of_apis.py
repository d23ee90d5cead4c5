"""HTTP for what was shown at a time."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import send
from backend.api.errors import ApiError
from backend.api.formats import instant
from backend.api.questions import Question
from backend.api.schemas import refusals
from backend.api.throttles import PastPerMinute
from backend.lake.service import lake_service
from backend.lake.view import View
from backend.publications import presenters
from backend.reports.as_of_recount import recounted
from backend.reports.as_of_schemas import AS_OF, AS_SERVED, RECOUNTED, AsOfQuery, AsOfShape
from backend.reports.days_query import refuse_future
from backend.reports.exports import TEXT, Report
from backend.reports.exports_api import ReportApi, report_responses
from backend.reports.known_apis import MEASURE_COLUMNS
from backend.reports.known_archive import archive
from backend.reports.moments import VACUUMED, vacuumed, view_at
from backend.sales.apis import totals_body
from hub.settings import get_settings

_COLUMNS = {"platform": TEXT, "currency": TEXT, **MEASURE_COLUMNS}


class AsOfApi(ReportApi):
    """What was shown at a time."""

    query = AsOfQuery
    terms = ("business_zone",)
    throttle_classes = [PastPerMinute]

    @extend_schema(
        operation_id="reports_as_of",
        summary="What was shown at a time",
        parameters=[AsOfQuery],
        responses={**report_responses(AsOfShape), **refusals(404, 410)},
        examples=[OpenApiExample("The day as it was shown at 12:00:02", value=AS_OF, response_only=True)],
        description=(
            "Totals of [from, to) or of a day, as they were served at `at`; by default of the day that it was then. "
            "In effect was, of each table, the last version whose commit says that it was made by `at`. Versions of "
            "the speed tables are kept for HUB_SPEED_RETENTION: after that the totals are counted again from bronze "
            "and silver, and `method` is `recounted`. A recount goes by the times in the rows: a batch counts from its "
            "`ingested_at` on, where readers saw it up to a second later."
        ),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the totals of then."""
        question = self.question(request)
        refuse_future(question.values, "at")
        if question.values.get("method") != RECOUNTED:
            try:
                return self._answered(request, view_at(question.values["at"]), question)
            except ApiError as error:
                if error.code != VACUUMED or "method" in question.values:
                    raise
        # The receipt names what was done: it must not depend on what is vacuumed when it is shown.
        values = {**question.values, "method": RECOUNTED}
        question = Question.of(
            type(self), path=question.path, values=values, settings=question.settings, origin=question.origin
        )
        return self._answered(request, lake_service().moment.view, question)

    def _answered(self, request: Request, view: View, question: Question) -> HttpResponseBase:
        with vacuumed():
            answer = self.answer_from(view, question)
        return send(request, view, answer)

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write out which day it was at that time."""
        if {"from", "to", "day"} & values.keys():
            return values
        return values | {"day": values["at"].astimezone(ZoneInfo(get_settings().business_zone)).date()}

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Report the totals of then, and which publication was in effect.

        `view` is the lake of then, or for a recount the lake of now.
        """
        method = question.values.get("method", AS_SERVED)
        if method == RECOUNTED:
            body = recounted(view, archive(lake_service().settings), question)
        else:
            published = view.publication and presenters.publication(view.publication, in_effect=True)
            body = {"publication": published, **totals_body(view, question)}
        names = ("publication", "from", "to", "day", "zone")
        head = {"at": instant(question.values["at"]), "method": method, **{name: body.pop(name) for name in names}}
        return Report("as-of", _COLUMNS, body.pop("results"), head=head, tail=body)
