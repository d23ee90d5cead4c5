"""Conflicts: repeats whose payload is not that of the first arrival. The first counts; both are shown."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from hub.lake import dataset
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, EVENT_FIELDS, SILVER_EVENTS
from spark_jobs.batch.checks import LISTED
from spark_jobs.batch.tables import date_condition

_IDENTITY = ("platform", "event_id")
_PLACE = ("ingest_seq", "partition", "offset")
_TOLD = [name for name in EVENT_FIELDS if name not in _IDENTITY]


def list_conflicts(settings: Settings, repeats: pa.Table) -> dict[str, Any]:
    """Return how many of these repeats are conflicts, and the first of them with both payloads side by side."""
    conflicts = repeats.filter(repeats["conflict"])
    some = conflicts.sort_by([(name, "ascending") for name in _PLACE]).slice(0, LISTED)
    if not len(some):
        return {"events": 0, "listed": []}
    batches, dates = (pc.unique(some[name]) for name in ("ingest_seq", "first_date"))
    numbers = f"ingest_seq IN ({', '.join(map(str, batches.to_pylist()))})"
    here, there = pc.field("ingest_seq").isin(batches), pc.field("event_date").isin(dates)
    repeat = _rows(dataset(settings, BRONZE_EVENTS, files=numbers), here, some, _PLACE)
    first = _rows(dataset(settings, SILVER_EVENTS, files=date_condition(dates.to_pylist())), there, some, _IDENTITY)
    listed = [_differing(first.get(_key(row, _IDENTITY), {}), repeat[_key(row, _PLACE)]) for row in some.to_pylist()]
    return {"events": len(conflicts), "listed": listed}


def _rows(
    source: ds.Dataset, where: pc.Expression, some: pa.Table, key: tuple[str, ...]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    events = pc.field("event_id").isin(pc.unique(some["event_id"]))
    rows = source.to_table(columns=[*_PLACE, *EVENT_FIELDS], filter=where & events).to_pylist()
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
