"""Conflicts: repeats whose payload is not that of the first arrival. The first counts; both are shown."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, EVENT_FIELDS, SILVER_EVENTS, Table
from spark_jobs.batch.checks import LISTED

_IDENTITY = ("platform", "event_id")
_PLACE = ("ingest_seq", "partition", "offset")
_TOLD = [name for name in EVENT_FIELDS if name not in _IDENTITY]


def list_conflicts(settings: Settings, repeats: pa.Table) -> dict[str, Any]:
    """Return how many of these repeats are conflicts, and the first of them with both payloads side by side."""
    conflicts = repeats.filter(repeats["conflict"])
    some = conflicts.sort_by([(name, "ascending") for name in _PLACE]).slice(0, LISTED)
    if not len(some):
        return {"events": 0, "listed": []}
    dates = pc.field("event_date").isin(pc.unique(some["first_date"]))
    repeat = _rows(settings, BRONZE_EVENTS, pc.field("ingest_seq").isin(pc.unique(some["ingest_seq"])), some, _PLACE)
    first = _rows(settings, SILVER_EVENTS, dates, some, _IDENTITY)
    listed = [_differing(first.get(_key(row, _IDENTITY), {}), repeat[_key(row, _PLACE)]) for row in some.to_pylist()]
    return {"events": len(conflicts), "listed": listed}


def _rows(
    settings: Settings, table: Table, where: pc.Expression, some: pa.Table, key: tuple[str, ...]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    events = pc.field("event_id").isin(pc.unique(some["event_id"]))
    dataset = open_table(settings, table).to_pyarrow_dataset()
    rows = dataset.to_table(columns=[*_PLACE, *EVENT_FIELDS], filter=where & events).to_pylist()
    return {_key(row, key): row for row in rows}


def _key(row: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _differing(first: dict[str, Any], repeat: dict[str, Any]) -> dict[str, Any]:
    """Keep of both payloads what tells them apart, and where each lies."""
    told = [*_PLACE, *(name for name in _TOLD if first.get(name) != repeat[name])]
    return {name: repeat[name] for name in _IDENTITY} | {
        "first": {name: first.get(name) for name in told},
        "repeat": {name: repeat[name] for name in told},
    }
