"""Waterfalls as answers show them: nested for programs and pages, flat for spreadsheets."""

from collections.abc import Callable
from typing import Any

from backend.api.formats import measures
from backend.lake.sums import EVENTS
from backend.reports.exports import COUNT, TEXT
from backend.reports.known_apis import MEASURE_COLUMNS
from backend.reports.why import Bar
from backend.reports.why_desk import Why
from backend.reports.why_sums import NOTHING

START, END = "start", "end"
STEP_COLUMNS = {"currency": TEXT, "step": TEXT, **MEASURE_COLUMNS, "events": COUNT}


def waterfalls(why: Why, events_url: Callable[[Bar], str]) -> list[dict[str, Any]]:
    """Show the waterfall of each currency."""
    return [
        {
            "currency": currency,
            "start": _step(currency, why.start.get(currency, NOTHING)),
            "bars": [
                {"cause": bar.cause, **measures(bar.measures), "events": bar.events, "events_url": events_url(bar)}
                for bar in why.bars
                if bar.currency == currency
            ],
            "end": _step(currency, why.end.get(currency, NOTHING)),
        }
        for currency in _currencies(why)
    ]


def steps(why: Why) -> list[dict[str, Any]]:
    """Show each currency's start, bars and end as rows, in which the last is the sum of those before it."""
    rows = []
    for currency in _currencies(why):
        start, end = (sums.get(currency, NOTHING) for sums in (why.start, why.end))
        rows.append({"currency": currency, "step": START, **measures(start), "events": start[EVENTS]})
        rows += [
            {"currency": currency, "step": bar.cause, **measures(bar.measures), "events": bar.events}
            for bar in why.bars
            if bar.currency == currency
        ]
        rows.append({"currency": currency, "step": END, **measures(end), "events": end[EVENTS]})
    return rows


def _currencies(why: Why) -> list[str]:
    return sorted(why.start.keys() | why.end.keys() | {bar.currency for bar in why.bars})


def _step(currency: str, values: list[int]) -> dict[str, Any]:
    return {"currency": currency, **measures(values), "events": values[EVENTS]}
