"""The sections of the live state, made from a view and the time that it is."""

from collections.abc import Sequence
from datetime import date, datetime
from heapq import nlargest
from typing import Any
from zoneinfo import ZoneInfo

from backend.alerts import presenters as alert_presenters
from backend.alerts.life.selectors import Lives
from backend.api.formats import instant, second, share
from backend.api.parameters import day_interval
from backend.api.questions import Question
from backend.inventory import presenters as stock_presenters
from backend.inventory import selectors as inventory
from backend.lake.grain import PANE_SECONDS
from backend.lake.rows import AlertRow
from backend.lake.sums import SECONDS_PER_HOUR
from backend.lake.view import View
from backend.publications import presenters as publication_presenters
from backend.sales import presenters, selectors
from backend.sales.apis import SUMMARY_PATH, SummaryApi
from hub.settings import Settings

_MINUTE = 60
_CHART_SECONDS = 2 * SECONDS_PER_HOUR
_TOP_CURRENCY = "BRL"
_TOP_PRODUCTS = 10
_ROWS_SHOWN = 20
ALERTS_SHOWN = _ROWS_SHOWN

Section = dict[str, Any]


def sections(view: View, *, now: datetime, settings: Settings, lives: Lives | None = None) -> dict[str, Section]:
    """Return every section of the live state; `lives` has the states of its alerts. Raises LakeError."""
    seconds = int(now.timestamp())
    today = now.astimezone(ZoneInfo(settings.business_zone)).date()
    day = day_interval(today, grain=PANE_SECONDS)
    end_of_pane = _up(seconds, PANE_SECONDS)
    return {
        "meta": {
            "status": view.status,
            "receipt": _receipt(view, today, settings),
            "fresh_as_of": instant(view.fresh_as_of),
            "ingest_seq": view.ingest_seq,
            "zone": settings.business_zone,
            "day": today.isoformat(),
        },
        "seam": publication_presenters.seam(view.publication),
        "now": _totals(view, end_of_pane - _MINUTE, end_of_pane),
        "today": _totals(view, day.start, day.end),
        "chart": _chart(view, _up(seconds, _MINUTE)),
        "top": _top(view, day.start - day.start % SECONDS_PER_HOUR, day.end - day.end % SECONDS_PER_HOUR),
        "stock": _stock(view, settings.low_stock),
        "alerts": {"latest": [alert_presenters.alert(row, lives or {}) for row in _latest(view.alerts)]},
    }


def _receipt(view: View, today: date, settings: Settings) -> str:
    """Return the receipt of the day's totals, which stand for everything that is shown."""
    question = Question.of(SummaryApi, path=SUMMARY_PATH, values={"day": today}, settings=settings)
    return SummaryApi.answer_from(view, question).receipt


def _totals(view: View, start: int, end: int) -> Section:
    rows = selectors.totals(view, start=start, end=end)
    return {
        **_period(start, end, selectors.events_of(rows)),
        "results": [presenters.total(row) for row in rows],
        "totals": [presenters.currency_total(*total) for total in selectors.totals_by_currency(rows)],
    }


def _chart(view: View, end: int) -> Section:
    start = end - _CHART_SECONDS
    rows = selectors.windows(view, start=start, end=end)
    return {
        **_period(start, end, selectors.events_of(rows)),
        "results": [presenters.window(row) for row in rows],
    }


def _top(view: View, start: int, end: int) -> Section:
    rows = selectors.top_products(view, start=start, end=end, currency=_TOP_CURRENCY, limit=_TOP_PRODUCTS)
    return {
        **_period(start, end, selectors.events_of(rows)),
        "results": [presenters.product(rank, row) for rank, row in enumerate(rows, 1)],
    }


def _stock(view: View, threshold: int) -> Section:
    low = inventory.stock(view, below=threshold)
    return {
        "threshold": threshold,
        "products": len(view.stock),
        "low_products": len(low),
        "low": [stock_presenters.stock(row, threshold=threshold) for row in low[:_ROWS_SHOWN]],
    }


def _latest(alerts: Sequence[AlertRow]) -> list[AlertRow]:
    """Return the alerts of the newest events: one batch may bring two hours of the past, in any order."""
    return nlargest(ALERTS_SHOWN, alerts, key=lambda row: (row.timestamp, row.alert_id))


def _period(start: int, end: int, events: tuple[int, int]) -> Section:
    return {"from": second(start), "to": second(end), "settled": share(*events)}


def _up(seconds: int, grain: int) -> int:
    return seconds - seconds % grain + grain
