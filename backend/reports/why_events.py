"""The events of a waterfall, a page at a time."""

from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from backend.api.formats import instant
from backend.reports.causes_arrivals import PLACE
from backend.reports.exports import COUNT, MONEY, TEXT, TIME

EVENT_COLUMNS = {
    "cause": TEXT,
    "sign": COUNT,
    "topic_id": TEXT,
    "partition": COUNT,
    "offset": COUNT,
    "ingest_seq": COUNT,
    "ingested_at": TIME,
    "event_time": TIME,
    "platform": TEXT,
    "event_id": TEXT,
    "event_type": TEXT,
    "product_id": TEXT,
    "order_id": TEXT,
    "refers_to": TEXT,
    "currency": TEXT,
    "amount": MONEY,
    "gross": MONEY,
    "refunds": MONEY,
    "orders": COUNT,
    "units": COUNT,
    "views": COUNT,
}
_ORDER = (*PLACE, "sign")


class Position(NamedTuple):
    """An event's place in the list."""

    ingest_seq: int
    partition: int
    offset: int
    sign: int


def events(
    changes: pa.Table, *, cause: str | None, currency: str | None, after: Position | None, limit: int
) -> tuple[list[dict[str, Any]], Position | None]:
    """Return one page of the events of a waterfall, and where the next one begins; None is the end."""
    for name, wanted in (("cause", cause), ("currency", currency)):
        if wanted is not None:
            changes = changes.filter(pc.equal(changes[name], wanted))
    rows = changes.sort_by([(name, "ascending") for name in _ORDER])
    if after is not None:
        rows = rows.filter(_behind(after))
    page = rows.slice(0, limit).to_pylist()
    more = Position(*(page[-1][name] for name in _ORDER)) if len(rows) > limit else None
    return [_shown(row) for row in page], more


def _behind(position: Position) -> pc.Expression:
    condition = pc.scalar(False)
    equal = pc.scalar(True)
    for name, value in zip(_ORDER, position, strict=True):
        condition = condition | (equal & (pc.field(name) > value))
        equal = equal & (pc.field(name) == value)
    return condition


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    # An event that counts at both moments is shown with what it contributes; others with what they have changed.
    sign = row["sign"] or 1
    signed = {"amount": row["revenue"], "gross": row["gross"], "refunds": row["refunds"]}
    counts = {name: sign * row[name] for name in ("orders", "units", "views")}
    times = {name: instant(row[name]) for name in ("ingested_at", "event_time")}
    # Adding nothing makes 0.00 of what would be written as -0.00.
    shown = row | times | counts | {name: str(sign * value + 0) for name, value in signed.items()}
    return {name: shown[name] for name in EVENT_COLUMNS}
