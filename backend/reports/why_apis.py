"""HTTP for why a number moved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import provenance
from backend.api.errors import ApiError
from backend.api.formats import second
from backend.api.parameters import check_interval, read_cursor
from backend.api.questions import Question
from backend.lake.grain import PANE_SECONDS
from backend.lake.service import lake_service
from backend.lake.sums import EVENTS
from backend.lake.view import View
from backend.reports.days import Span, interval_spans
from backend.reports.days_query import LONGEST, refuse_future
from backend.reports.exports import Report
from backend.reports.exports_api import ReportApi, report_responses
from backend.reports.known_apis import fresh
from backend.reports.known_archive import archive
from backend.reports.why_desk import DESK, Why
from backend.reports.why_events import EVENT_COLUMNS, Position, events
from backend.reports.why_examples import EVENTS as EVENTS_EXAMPLE
from backend.reports.why_examples import WHY
from backend.reports.why_moments import Served, served_at
from backend.reports.why_presenters import STEP_COLUMNS, steps, waterfalls
from backend.reports.why_schemas import WhyEventsQuery, WhyEventsShape, WhyQuery, WhyShape

_DESCRIPTION = (
    "A waterfall between what was served for a period at two moments. Served is what the API answered then: the batch "
    "view of the publication in effect, and past its seam what live had counted, with the repeats that it let through. "
    "The causes are a closed list without a bar for the rest; start plus bars is end, to the cent, for every currency "
    "and measure, which is checked before anything is served."
)


class _Asked(NamedTuple):
    view: View
    spans: list[Span]
    served: tuple[Served, Served]
    why: Why


class WhyApi(ReportApi):
    """Why a number moved."""

    query = WhyQuery

    @extend_schema(
        operation_id="reports_why",
        summary="Why a number moved between two moments",
        parameters=[WhyQuery],
        responses=report_responses(WhyShape),
        examples=[OpenApiExample("Why Monday moved", value=WHY, response_only=True)],
        description=_DESCRIPTION,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the waterfalls, one a currency."""
        return self.answer(request)

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Report the waterfalls."""
        query = question.values
        asked = _asked(view, query)
        moments = (query["from_at"], query["to_at"])
        told = [
            each.told(at) | {"as_published": as_published}
            for each, at, as_published in zip(asked.served, moments, asked.why.as_published, strict=True)
        ]
        return Report(
            name="why",
            columns=STEP_COLUMNS,
            rows=steps(asked.why),
            results=waterfalls(asked.why, lambda bar: _events_url(question, bar.cause, bar.currency)),
            head={
                "from": told[0],
                "to": told[1],
                "period_from": second(asked.spans[0].start),
                "period_to": second(asked.spans[0].end),
                "platform": query.get("platform"),
            },
            tail={"next": None, **_provenance(asked)},
            has_links=True,
        )


class WhyEventsApi(ReportApi):
    """The events of a waterfall."""

    query = WhyEventsQuery

    @extend_schema(
        operation_id="reports_why_events",
        summary="The events that made a number move",
        parameters=[WhyEventsQuery],
        responses=report_responses(WhyEventsShape),
        examples=[OpenApiExample("A late sale", value=EVENTS_EXAMPLE, response_only=True)],
        description="Events of one bar or of all, in the order in which they came, each with its place in Kafka.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of events."""
        return self.answer(request)

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Report one page of events."""
        query = question.values
        after = Position(*read_cursor(query["cursor"], kinds=(int, int, int, int))) if "cursor" in query else None
        asked = _asked(view, query)
        rows, more = events(
            asked.why.changes,
            cause=query.get("cause"),
            currency=query.get("currency"),
            after=after,
            limit=query["limit"],
        )
        tail = {"next": question.next_page(list(more) if more else None), **_provenance(asked)}
        return Report(name="why-events", columns=EVENT_COLUMNS, rows=rows, tail=tail)


def _asked(view: View, query: Mapping[str, Any]) -> _Asked:
    first, last = query["from_at"], query["to_at"]
    if first >= last:
        raise ApiError(
            "bad_interval",
            f"from_at ({first.isoformat()}) is not before to_at ({last.isoformat()}).",
            hint="Give the earlier moment first.",
        )
    refuse_future(query, "from_at", "to_at")
    check_interval(query["period_from"], query["period_to"], LONGEST)
    start, end = (_pane(query[name]) for name in ("period_from", "period_to"))
    past = archive(lake_service().settings)
    spans = interval_spans(start, end, query.get("platform"))
    served = served_at(view, past.batches, first), served_at(view, past.batches, last)
    return _Asked(view, spans, served, DESK.why(view, past, spans, served))


def _provenance(asked: _Asked) -> dict[str, Any]:
    events = sum(values[EVENTS] for values in asked.why.end.values())
    return {**provenance(asked.view, asked.why.settled, events), **fresh(asked.served[1].batch)}


def _events_url(question: Question, cause: str, currency: str) -> str:
    parameters = dict(question.parameters) | {"cause": cause, "currency": currency}
    parameters.pop("format", None)
    return f"{question.origin}{reverse('reports-why-events')}?{urlencode(parameters)}"


def _pane(moment: datetime) -> int:
    seconds = int(moment.timestamp() // 1)
    return seconds - seconds % PANE_SECONDS
