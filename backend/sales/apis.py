"""HTTP for sales: read parameters, ask the selectors, write the answer."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.answers import Body, provenance, respond
from backend.api.errors import ApiError
from backend.api.formats import second
from backend.api.pages import next_page
from backend.api.parameters import Interval, check_interval, interval_of, read_cursor
from backend.api.schemas import responses
from backend.lake.grain import PANE_SECONDS
from backend.lake.sums import SECONDS_PER_HOUR
from backend.lake.view import View
from backend.sales import presenters, selectors
from backend.sales.schemas import SummaryShape, TopQuery, TopShape, TotalsQuery, WindowsQuery, WindowsShape
from hub.settings import get_settings

_LONGEST_WINDOWS = timedelta(days=7)
# A month of any zone, with the hour that a change of clocks may add.
_LONGEST_TOTALS = timedelta(days=31, hours=1)


class WindowsApi(APIView):
    """One-minute windows."""

    @extend_schema(
        operation_id="sales_windows",
        summary="One-minute windows",
        parameters=[WindowsQuery],
        responses=responses(WindowsShape),
        description="Windows whose start lies in [from, to) and that have events; by default the last 24 hours.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of windows."""
        query = WindowsQuery.read(request.query_params)
        start, end = _window_bounds(query)
        slide, platform, limit = int(query["slide"]), query.get("platform"), query["limit"]
        after = read_cursor(query["cursor"], kinds=(int, str, str)) if "cursor" in query else None

        def build(view: View) -> Body:
            rows = selectors.windows(
                view, start=start, end=end, slide=slide, platform=platform, after=after, limit=limit + 1
            )
            page = rows[:limit]
            more = list(page[-1].key) if len(rows) > limit else None
            return {
                "results": [presenters.window(row) for row in page],
                "next": next_page(request, more, {"from": second(start), "to": second(end)}),
                **provenance(view, *selectors.events_of(page)),
            }

        return respond(request, (start, end, slide, platform, after, limit), build)


class SummaryApi(APIView):
    """Totals of a period."""

    @extend_schema(
        operation_id="sales_summary",
        summary="Totals of a period",
        parameters=[TotalsQuery],
        responses=responses(SummaryShape),
        description="Totals per platform and currency of [from, to), or of a day; by default today.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the totals."""
        query = TotalsQuery.read(request.query_params)
        period = interval_of(query, grain=PANE_SECONDS, longest=_LONGEST_TOTALS)
        platform = query.get("platform")

        def build(view: View) -> Body:
            rows = selectors.totals(view, start=period.start, end=period.end, platform=platform)
            return {
                **_period(period),
                "results": [presenters.total(row) for row in rows],
                "totals": [presenters.currency_total(*total) for total in selectors.totals_by_currency(rows)],
                "next": None,
                **provenance(view, *selectors.events_of(rows)),
            }

        return respond(request, (period, platform), build)


class TopProductsApi(APIView):
    """The first products of a period."""

    @extend_schema(
        operation_id="products_top",
        summary="Products with most revenue",
        parameters=[TopQuery],
        responses=responses(TopShape),
        description="The products with most of `by` in one currency in [from, to), or on a day; by default today.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the products."""
        query = TopQuery.read(request.query_params)
        period = interval_of(query, grain=SECONDS_PER_HOUR, longest=_LONGEST_TOTALS)
        wanted: dict[str, Any] = {name: query.get(name) for name in ("by", "currency", "platform", "limit")}

        def build(view: View) -> Body:
            rows = selectors.top_products(view, start=period.start, end=period.end, **wanted)
            return {
                **_period(period),
                "results": [presenters.product(rank, row) for rank, row in enumerate(rows, 1)],
                "next": None,
                **provenance(view, *selectors.events_of(rows)),
            }

        return respond(request, (period, *wanted.values()), build)


def _window_bounds(query: dict[str, Any]) -> tuple[int, int]:
    start, end = query.get("from"), query.get("to")
    if start is None and end is None:
        # The end of the minute that runs: everybody who asks within it shares one answer.
        end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        start = end - timedelta(days=1)
    if start is None or end is None:
        raise ApiError("bad_interval", "Only one of from and to is given.", hint="Give both, or neither.")
    check_interval(start, end, _LONGEST_WINDOWS)
    # A window starts on a whole second: those at or after a bound are those at or after the next whole second.
    return math.ceil(start.timestamp()), math.ceil(end.timestamp())


def _period(period: Interval) -> Body:
    return {
        "from": second(period.start),
        "to": second(period.end),
        "day": period.day and period.day.isoformat(),
        "zone": get_settings().business_zone,
    }
