"""Which arrivals repeat an event: found on narrow columns, in memory, so that a night costs what arrived in it.

A repeat is looked for in two places. A redelivered message has the event time of the first one, so the event dates
that the arrivals touch are searched at any age; one whose event time differs is found among what arrived within the
look-back, whatever its date.
"""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from hub.lake import dataset
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, EVENT_FIELDS, SILVER_EVENTS
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.tables import date_condition
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER, IDENTITY

_PLACE = list(ARRIVAL_ORDER)
_KEY = list(IDENTITY)
_FIELDS = list(EVENT_FIELDS)
_Row = dict[str, Any]
_Event = tuple[str, str]

SCHEMA = pa.schema(
    [
        ("platform", pa.string()),
        ("event_id", pa.string()),
        ("ingest_seq", pa.int64()),
        ("partition", pa.int32()),
        ("offset", pa.int64()),
        ("first_date", pa.date32()),
        ("conflict", pa.bool_()),
    ]
)


def event_dates(settings: Settings, stretch: Stretch) -> set[date]:
    """Return the event dates of a stretch's arrivals."""
    dates: set[date] = set()
    for batch in _bronze(settings, stretch, ["event_time"]).to_batches():
        dates.update(pc.unique(batch["event_time"].cast(pa.date32())).to_pylist())
    return dates


def find_repeats(settings: Settings, stretch: Stretch, *, everywhere: bool = False) -> pa.Table:
    """Return identity and place of each arrival of a stretch that is not the first of its event.

    `first_date` is the event date of the first arrival, `conflict` whether a typed field differs from that one's.
    `everywhere` searches all of silver: after a rebuild, which knows no look-back.
    """
    if not stretch.ingests:
        return SCHEMA.empty_table()
    arrivals = _bronze(settings, stretch, [*_KEY, *_PLACE]).to_table()
    arrivals = arrivals.sort_by([(name, "ascending") for name in _PLACE])
    arrivals = arrivals.append_column("_row", pa.array(np.arange(len(arrivals))))
    known = _known(settings, stretch, arrivals["event_id"], everywhere=everywhere)
    is_first = np.zeros(len(arrivals), dtype=bool)
    is_first[arrivals.group_by(_KEY).aggregate([("_row", "min")])["_row_min"].to_numpy()] = True
    again = arrivals.join(known.select(_KEY), _KEY, join_type="left semi")
    is_first[again["_row"].to_numpy()] = False
    repeats = arrivals.filter(pa.array(~is_first)).drop(["_row"])
    return _told(settings, stretch, repeats, known) if len(repeats) else SCHEMA.empty_table()


def _known(settings: Settings, stretch: Stretch, event_ids: pa.ChunkedArray, *, everywhere: bool) -> pa.Table:
    """Return the events among `event_ids` that silver has from before the stretch, with their event dates."""
    condition = (pc.field("ingest_seq") <= stretch.after) & pc.field("event_id").isin(pc.unique(event_ids))
    files = None
    if not everywhere:
        dates = event_dates(settings, stretch)
        since = stretch.ingests[0].ingested_at - settings.dedup_lookback
        recent = pc.field("ingested_at") >= pa.scalar(since, pa.timestamp("us", tz="UTC"))
        condition &= pc.field("event_date").isin(sorted(dates)) | recent
        files = f"{date_condition(dates)} OR ingested_at >= '{since.isoformat()}'"
    silver = dataset(settings, SILVER_EVENTS, files=files)
    return silver.to_table(columns=[*_KEY, "event_date"], filter=condition)


def _told(settings: Settings, stretch: Stretch, repeats: pa.Table, known: pa.Table) -> pa.Table:
    """Add to each repeat what its first arrival was."""
    here = _bronze(settings, stretch, [*_PLACE, *_FIELDS], pc.unique(repeats["event_id"])).to_table()
    first = _known_events(settings, stretch, repeats, known)
    payloads: dict[tuple[Any, ...], _Row] = {}
    for row in here.sort_by([(name, "ascending") for name in _PLACE]).to_pylist():
        first.setdefault(_event(row), row)
        payloads[_place(row)] = row
    rows = [_repeat(payloads[_place(row)], first[_event(row)]) for row in repeats.to_pylist()]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _known_events(settings: Settings, stretch: Stretch, repeats: pa.Table, known: pa.Table) -> dict[_Event, _Row]:
    """Return the first arrivals that silver has of `repeats`, reading only the event dates that they are on."""
    firsts = known.join(repeats.select(_KEY), _KEY, join_type="left semi")
    if not len(firsts):
        return {}
    dates = pc.unique(firsts["event_date"])
    condition = (
        (pc.field("ingest_seq") <= stretch.after)
        & pc.field("event_date").isin(dates)
        & pc.field("event_id").isin(pc.unique(firsts["event_id"]))
    )
    silver = dataset(settings, SILVER_EVENTS, files=date_condition(dates.to_pylist()))
    rows = silver.to_table(columns=_FIELDS, filter=condition)
    return {_event(row): row for row in rows.to_pylist()}


def _bronze(settings: Settings, stretch: Stretch, columns: list[str], event_ids: pa.Array | None = None) -> ds.Scanner:
    condition = stretch.rows
    if event_ids is not None:
        condition &= pc.field("event_id").isin(event_ids)
    return dataset(settings, BRONZE_EVENTS, files=stretch.files).scanner(columns=columns, filter=condition)


def _repeat(row: _Row, first: _Row) -> _Row:
    return {name: row[name] for name in (*_KEY, *_PLACE)} | {
        "first_date": first["event_time"].date(),
        "conflict": any(row[name] != first[name] for name in _FIELDS),
    }


def _event(row: _Row) -> _Event:
    return row["platform"], row["event_id"]


def _place(row: _Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _PLACE)
