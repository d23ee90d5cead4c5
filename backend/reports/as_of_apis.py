"""HTTP for what was shown at a time."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import send
from backend.api.formats import instant
from backend.api.questions import Question
from backend.api.schemas import refusals
from backend.api.throttles import PastPerMinute
from backend.lake.view import View
from backend.publications import presenters
from backend.reports.as_of_schemas import AS_OF, AsOfQuery, AsOfShape
from backend.reports.exports import TEXT, Report
from backend.reports.exports_api import ReportApi, report_responses
from backend.reports.known_apis import MEASURE_COLUMNS
from backend.reports.moments import vacuumed, view_at
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
            "In effect was, of each table, the last version whose commit says that it was made by `at`."
        ),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the totals of then."""
        question = self.question(request)
        view = view_at(question.values["at"])
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
        """Report the totals of a view, and which publication was in effect."""
        published, body = view.publication, totals_body(view, question)
        head = {
            "at": instant(question.values["at"]),
            "publication": presenters.publication(published, in_effect=True) if published else None,
            **{name: body.pop(name) for name in ("from", "to", "day", "zone")},
        }
        return Report("as-of", _COLUMNS, body.pop("results"), head=head, tail=body)
