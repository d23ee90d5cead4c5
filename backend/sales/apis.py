"""HTTP for sales: read parameters, ask the selectors, write the answer."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from backend.api.answers import Body, provenance
from backend.api.data import DataApi
from backend.api.errors import ApiError
from backend.api.examples import sample
from backend.api.formats import second
from backend.api.parameters import Interval, check_interval, interval_of, read_cursor, today
from backend.api.questions import Question
from backend.api.schemas import responses
from backend.lake.grain import PANE_SECONDS
from backend.lake.sums import SECONDS_PER_HOUR
from backend.lake.view import View
from backend.sales import examples, presenters, selectors
from backend.sales.schemas import SummaryShape, TopQuery, TopShape, TotalsQuery, WindowsQuery, WindowsShape

SUMMARY_PATH = "sales/summary/"
_LONGEST_WINDOWS = timedelta(days=7)
# A month of any zone, with the hour that a change of clocks may add.
_LONGEST_TOTALS = timedelta(days=31, hours=1)


class WindowsApi(DataApi):
    """One-minute windows."""

    query = WindowsQuery

    @extend_schema(
        operation_id="sales_windows",
        summary="One-minute windows",
        parameters=[WindowsQuery],
        responses=responses(WindowsShape),
        description="Windows whose start lies in [from, to) and that have events; by default the last 24 hours.",
        examples=sample(examples.WINDOWS),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of windows."""
        return self.answer(request)

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write the last 24 hours out."""
        if "from" in values or "to" in values:
            return values
        # The end of the minute that runs: everybody who asks within it shares one answer.
        end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        return values | {"from": end - timedelta(days=1), "to": end}

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer one page of windows."""
        query = question.values
        start, end = _window_bounds(query)
        after = read_cursor(query["cursor"], kinds=(int, str, str)) if "cursor" in query else None
        slide, limit = int(query["slide"]), query["limit"]
        rows = selectors.windows(
            view, start=start, end=end, slide=slide, platform=query.get("platform"), after=after, limit=limit + 1
        )
        page = rows[:limit]
        return {
            "results": [presenters.window(row) for row in page],
            "next": question.next_page(list(page[-1].key) if len(rows) > limit else None),
            **provenance(view, *selectors.events_of(page)),
        }


class TotalsApi(DataApi):
    """What is answered for a period, by default today."""

    terms = ("business_zone",)

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write today out."""
        return values if {"from", "to", "day"} & values.keys() else values | {"day": today()}


class SummaryApi(TotalsApi):
    """Totals of a period."""

    query = TotalsQuery

    @extend_schema(
        operation_id="sales_summary",
        summary="Totals of a period",
        parameters=[TotalsQuery],
        responses=responses(SummaryShape),
        description="Totals per platform and currency of [from, to), or of a day; by default today.",
        examples=sample(examples.SUMMARY),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the totals."""
        return self.answer(request)

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer the totals."""
        return totals_body(view, question)


class TopProductsApi(TotalsApi):
    """The first products of a period."""

    query = TopQuery

    @extend_schema(
        operation_id="products_top",
        summary="Products with most revenue",
        parameters=[TopQuery],
        responses=responses(TopShape),
        description="The products with most of `by` in one currency in [from, to), or on a day; by default today.",
        examples=sample(examples.TOP),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the products."""
        return self.answer(request)

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer the products."""
        period = _period(question, SECONDS_PER_HOUR)
        wanted: dict[str, Any] = {name: question.values.get(name) for name in ("by", "currency", "platform", "limit")}
        rows = selectors.top_products(view, start=period.start, end=period.end, **wanted)
        return {
            **shown(period, question),
            "results": [presenters.product(rank, row) for rank, row in enumerate(rows, 1)],
            "next": None,
            **provenance(view, *selectors.events_of(rows)),
        }


def totals_body(view: View, question: Question) -> Body:
    """Return the totals of a question's period."""
    period = totals_period(question)
    rows = selectors.totals(view, start=period.start, end=period.end, platform=question.values.get("platform"))
    return {
        **shown(period, question),
        "results": [presenters.total(row) for row in rows],
        "totals": [presenters.currency_total(*total) for total in selectors.totals_by_currency(rows)],
        "next": None,
        **provenance(view, *selectors.events_of(rows)),
    }


def totals_period(question: Question) -> Interval:
    """Return the interval that a question asks the totals of. Raises ApiError."""
    return _period(question, PANE_SECONDS)


def shown(period: Interval, question: Question) -> Body:
    """Show an interval, the day that it is, and whose."""
    return {
        "from": second(period.start),
        "to": second(period.end),
        "day": period.day and period.day.isoformat(),
        "zone": question.settings.business_zone,
    }


def _window_bounds(query: Mapping[str, Any]) -> tuple[int, int]:
    start, end = query.get("from"), query.get("to")
    if start is None or end is None:
        raise ApiError("bad_interval", "Only one of from and to is given.", hint="Give both, or neither.")
    check_interval(start, end, _LONGEST_WINDOWS)
    # A window starts on a whole second: those at or after a bound are those at or after the next whole second.
    return math.ceil(start.timestamp()), math.ceil(end.timestamp())


def _period(question: Question, grain: int) -> Interval:
    zone = question.settings.business_zone
    return interval_of(question.values, grain=grain, longest=_LONGEST_TOTALS, zone=zone)
