"""What the batch view must be, in plain Python: imports nothing of the product."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

MEASURES = ("revenue", "gross", "refunds", "orders", "units", "views", "events")


class Arrival(NamedTuple):
    """One valid record as it came into the lake."""

    ingest_seq: int
    partition: int
    offset: int
    ingested_at: datetime
    event: dict[str, Any]

    @property
    def identity(self) -> tuple[str, str]:
        return self.event["platform"], self.event["event_id"]

    @property
    def place(self) -> tuple[int, int, int]:
        return self.ingest_seq, self.partition, self.offset


Sums = dict[tuple[Any, ...], tuple[Any, ...]]


def first_arrivals(arrivals: Iterable[Arrival], seam: int) -> list[Arrival]:
    """The first arrival of each event up to the seam."""
    first: dict[tuple[str, str], Arrival] = {}
    for each in sorted(arrivals, key=lambda arrival: arrival.place):
        if each.ingest_seq <= seam:
            first.setdefault(each.identity, each)
    return list(first.values())


def counted_live(arrivals: Iterable[Arrival], horizon: timedelta) -> list[Arrival]:
    """What a stream counts that forgets an identity `horizon` after its last arrival."""
    last: dict[tuple[str, str], datetime] = {}
    counted = []
    for each in sorted(arrivals, key=lambda arrival: arrival.place):
        before = last.get(each.identity)
        if before is None or each.ingested_at - before > horizon:
            counted.append(each)
        last[each.identity] = each.ingested_at
    return counted


def worth(event: dict[str, Any]) -> tuple[Any, ...]:
    """The measures of one event."""
    kind = event["event_type"]
    gross = event["total"] if kind == "sale" else Decimal(0)
    refunds = event["amount"] if kind in ("refund", "cancellation") else Decimal(0)
    sold, seen = kind == "sale", kind == "product_view"
    return gross - refunds, gross, refunds, int(sold), event["quantity"] if sold else 0, int(seen), 1


def panes(arrivals: Iterable[Arrival]) -> Sums:
    """Sums by 10 seconds of event time, platform and currency."""
    return _sums(
        ((floor(each.event["event_time"], 10), each.event["platform"], each.event["currency"]), each.event)
        for each in arrivals
    )


def hours(arrivals: Iterable[Arrival]) -> Sums:
    """Sums by hour of event time, platform, product and currency."""
    return _sums(
        (
            (
                floor(each.event["event_time"], 3600),
                *(each.event[name] for name in ("platform", "product_id", "product_name", "currency")),
            ),
            each.event,
        )
        for each in arrivals
    )


def floor(moment: datetime, seconds: int) -> datetime:
    """The start of the bucket of `seconds` that a moment lies in."""
    return datetime.fromtimestamp(moment.timestamp() // seconds * seconds, UTC)


def _sums(worths: Iterable[tuple[tuple[Any, ...], dict[str, Any]]]) -> Sums:
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [Decimal(0)] * 3 + [0] * 4)
    for key, event in worths:
        for slot, value in enumerate(worth(event)):
            sums[key][slot] += value
    return {key: tuple(values) for key, values in sums.items()}
