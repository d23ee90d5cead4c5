"""HTTP for what was shown at a time."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import Answer, Body, answer_to, send
from backend.api.formats import instant
from backend.api.questions import Question
from backend.api.schemas import refusals
from backend.api.throttles import PastPerMinute
from backend.lake.view import View
from backend.publications import presenters
from backend.reports.as_of_schemas import AS_OF, AsOfQuery, AsOfShape
from backend.reports.exports import JSON, TEXT, Report
from backend.reports.exports import answer as exported
from backend.reports.exports_api import ReportApi, report_responses
from backend.reports.known_apis import MEASURE_COLUMNS
from backend.reports.moments import vacuumed, view_at
from backend.sales.apis import TotalsApi, totals_body
from hub.settings import get_settings


class AsOfApi(ReportApi, TotalsApi):
    """What was shown at a time."""

    query = AsOfQuery
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
            answer = answer_to(question, view, self.build)
        form = self.form_of(request, {})
        return send(request, view, answer) if form == JSON else exported(request, view, _report(answer), form)

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write out which day it was at that time."""
        if {"from", "to", "day"} & values.keys():
            return values
        return values | {"day": values["at"].astimezone(ZoneInfo(get_settings().business_zone)).date()}

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer the totals of a view, and which publication was in effect."""
        published = view.publication
        return {
            "at": instant(question.values["at"]),
            "publication": presenters.publication(published, in_effect=True) if published else None,
            **totals_body(view, question),
        }


def _report(answer: Answer) -> Report:
    """Return an answer as a report, whose receipt it keeps."""
    body = json.loads(answer.body)
    rows = body.pop("results")
    return Report("as-of", {"platform": TEXT, "currency": TEXT, **MEASURE_COLUMNS}, rows, tail=body)
