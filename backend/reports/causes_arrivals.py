"""Arrivals as reports of causes see them: where each lies, what it is, and what it contributes."""

from collections.abc import Iterable

import pyarrow as pa

from hub.lake import arrow_type
from hub.tables import BRONZE_EVENTS, CONTRIBUTIONS, EVENT_FIELDS, MONEY

PLACE = ("ingest_seq", "partition", "offset")
IDENTITY = ("platform", "event_id")
# What a list of events shows of each.
TOLD = (
    "topic_id",
    "ingested_at",
    "platform",
    "event_id",
    "event_type",
    "event_time",
    "currency",
    "product_id",
    "order_id",
    "refers_to",
)
ARRIVAL = (*PLACE, *TOLD, *CONTRIBUTIONS)
MEASURED = (*CONTRIBUTIONS, "events")

_TYPES = {**BRONZE_EVENTS.columns, **EVENT_FIELDS, **CONTRIBUTIONS}
SCHEMA = pa.schema([pa.field(name, arrow_type(_TYPES[name])) for name in ARRIVAL])


def none() -> pa.Table:
    """Return a table of no arrivals."""
    return SCHEMA.empty_table()


def joined(tables: Iterable[pa.Table]) -> pa.Table:
    """Return the arrivals of all tables."""
    return pa.concat_tables([none(), *(table.select(ARRIVAL).cast(SCHEMA) for table in tables)])


def missing_in(left: pa.Table, right: pa.Table, keys: tuple[str, ...] = PLACE) -> pa.Table:
    """Return the rows of `left` that `right` has no row for."""
    return _joined(left, right, keys, "left anti")


def also_in(left: pa.Table, right: pa.Table, keys: tuple[str, ...] = PLACE) -> pa.Table:
    """Return the rows of `left` that `right` has a row for."""
    return _joined(left, right, keys, "left semi")


def by_currency(rows: pa.Table) -> dict[str, list[int]]:
    """Add arrivals up by currency: the contributions, money in cents, and how many they are."""
    sums = rows.group_by("currency").aggregate([*((name, "sum") for name in CONTRIBUTIONS), ("currency", "count")])
    columns = [_whole(sums[f"{name}_sum"], kind) for name, kind in CONTRIBUTIONS.items()]
    columns.append(sums["currency_count"].to_pylist())
    return dict(zip(sums["currency"].to_pylist(), map(list, zip(*columns, strict=True)), strict=True))


def _whole(column: pa.ChunkedArray, kind: str) -> list[int]:
    values = column.to_pylist()
    return [int(value * 100) for value in values] if kind == MONEY else values


def _joined(left: pa.Table, right: pa.Table, keys: tuple[str, ...], how: str) -> pa.Table:
    if not len(left):
        return left
    rows = left.join(right.select(list(keys)), list(keys), join_type=how, use_threads=False)
    return rows.select(left.column_names)


def sorted_by_place(rows: pa.Table) -> pa.Table:
    """Return rows in the order in which they came."""
    return rows.sort_by([(name, "ascending") for name in PLACE])
