"""What reports about a history must say, by plain rules over its arrivals."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.backend.reports.history import History
from tests.batch.oracle import Arrival, worth

CAUSES = ("late", "refund", "cancellation", "conflict", "beyond_horizon")
_SAO_PAULO = ZoneInfo("America/Sao_Paulo")

Injected = tuple[str, int, str]


def injected(
    history: History,
    start: datetime,
    end: datetime,
    platform: str,
    *,
    currency: str | None = None,
    period: tuple[datetime, datetime] | None = None,
) -> dict[str, list[Injected]]:
    """The difference of what was served at two moments as sets of arrivals, sorted into causes by plain rules.

    Each is (event id, sign, amount). `period`: of what happened in [from, to) alone.
    """
    before, after = (
        {
            each.place: each
            for each in history.served(at)
            if each.identity[0] == platform
            and currency in (None, each.event["currency"])
            and (period is None or period[0] <= each.event["event_time"] < period[1])
        }
        for at in (start, end)
    )
    causes = {each.place: cause for each, cause in history.let_through(0, history.seq)}
    found: dict[str, list[Injected]] = {cause: [] for cause in CAUSES}
    signed: Iterable[tuple[int, Arrival]] = [
        *((1, after[place]) for place in after.keys() - before.keys()),
        *((-1, before[place]) for place in before.keys() - after.keys()),
    ]
    for sign, arrival in signed:
        kind = arrival.event["event_type"]
        cause = causes.get(arrival.place) or (kind if kind in ("refund", "cancellation") else "late")
        found[cause].append((arrival.event["event_id"], sign, f"{sign * worth(arrival.event)[0] + 0:.2f}"))
    return {cause: sorted(events) for cause, events in found.items()}


def corrections(history: History) -> list[Arrival]:
    """The refunds and cancellations that are known by now."""
    return [
        each for each in history.known(history.ingested_at) if each.event["event_type"] in ("refund", "cancellation")
    ]


def refunds_by_day(history: History) -> dict[tuple[str, str, str], tuple[str, str]]:
    """What was taken back of each day, platform and currency: by its own date, and by that of its sale."""
    counted = history.known(history.ingested_at)
    sales: dict[tuple[str, str], datetime] = {}
    for each in counted:
        if each.event["event_type"] == "sale":
            known = sales.get(each.identity, each.event["event_time"])
            sales[each.identity] = min(known, each.event["event_time"])
    sums: dict[tuple[str, str, str], list[Decimal]] = {}

    def put(event: dict[str, Any], day: date, column: int, amount: Decimal) -> None:
        key = day.isoformat(), event["platform"], event["currency"]
        sums.setdefault(key, [Decimal("0.00"), Decimal("0.00")])[column] += amount

    for each in counted:
        event = each.event
        day = event["event_time"].astimezone(_SAO_PAULO).date()
        if event["event_type"] == "sale":
            put(event, day, 0, Decimal(0))
        if event["event_type"] in ("refund", "cancellation"):
            sold = sales.get((event["platform"], event["refers_to"]))
            matched = sold is not None and sold - event["event_time"] <= timedelta(days=1)
            put(event, day, 0, event["amount"])
            put(event, sold.astimezone(_SAO_PAULO).date() if sold and matched else day, 1, event["amount"])
    return {key: (f"{own:.2f}", f"{of_sale:.2f}") for key, (own, of_sale) in sums.items()}
