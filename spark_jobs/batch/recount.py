"""A second way to count: what the arrivals since the last publication must have changed in the batch view.

Deliberately apart from the transforms and from Spark: a mistake there cannot hide itself here.
"""

from collections.abc import Set
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from hub.lake import dataset
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, MEASURES, Table
from hub.worth import FIELDS, measures
from spark_jobs.batch.checks import LISTED, Check
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.sums import add_up, difference
from spark_jobs.batch.tables import date_condition

DAY_KEY = ("event_date", "platform", "currency")
_PLACE = ["ingest_seq", "partition", "offset"]


def days(events: pa.Table) -> pa.Table:
    """Return what each event is worth, with its event date, platform and currency."""
    key = {"event_date": events["event_time"].cast(pa.date32())}
    return pa.table(key | {name: events[name] for name in DAY_KEY[1:]} | measures(events))


def added_by_arrivals(settings: Settings, stretch: Stretch, repeats: pa.Table) -> pa.Table:
    """Return the measures by event date, platform and currency of a stretch's arrivals, without `repeats`."""
    bronze = dataset(settings, BRONZE_EVENTS, files=stretch.files)
    skipped = repeats.select(_PLACE)
    rows = (
        pa.Table.from_batches([batch]).join(skipped, _PLACE, join_type="left anti")
        for batch in bronze.scanner(columns=[*_PLACE, *FIELDS], filter=stretch.rows).to_batches()
        if batch.num_rows
    )
    return add_up(map(days, rows), DAY_KEY)


def day_totals(settings: Settings, table: Table, *, version: int, dates: Set[date] | None) -> pa.Table:
    """Return a batch table's measures at a version by event date, platform and currency; None means all dates."""
    condition = None if dates is None else pc.field("event_date").isin(sorted(dates))
    view = dataset(settings, table, version=version, files=None if dates is None else date_condition(dates))
    return add_up([view.to_table(columns=[*DAY_KEY, *MEASURES], filter=condition)], DAY_KEY)


def changed_in_view(settings: Settings, table: Table, *, old: int, new: int, dates: Set[date]) -> pa.Table:
    """Return by how much a batch table's measures changed between two versions, by date, platform and currency."""
    now, before = (day_totals(settings, table, version=version, dates=dates) for version in (new, old))
    return difference(now, before, DAY_KEY)


def agree(name: str, expected: pa.Table, actual: pa.Table) -> Check:
    """Compare two tables of measures by date, platform and currency, to the cent; lists expected minus actual."""
    off = difference(expected, actual, DAY_KEY).to_pylist()
    return Check(name, not off, {"compared": len(expected), "problems": len(off), "listed": off[:LISTED]})
