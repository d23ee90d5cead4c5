"""Compaction where many small files make reading slow: silver, the batch view, and the tables of decisions."""

import logging
from collections import defaultdict
from datetime import date

import pyarrow as pa

from hub.lake import open_table
from hub.settings import Settings
from hub.tables import AUDITS, PINS, PUBLICATIONS, Table
from spark_jobs.batch.tables import BATCH_TABLES

_LOG = logging.getLogger(__name__)
_SMALL_BYTES = 16 * 1024 * 1024
_TARGET_BYTES = 128 * 1024 * 1024
_MANY_FILES = 8
# Each has a file a row, and every run and every server that starts reads them whole.
_DECISIONS = (PUBLICATIONS, AUDITS, PINS)


def compact(settings: Settings) -> dict[str, list[date]]:
    """Put together the small files of each event date that has many; return these dates by table.

    The tables of decisions are put together too. No row changes, so the publication that is served keeps its meaning,
    and a reconciliation goes on from it.
    """
    for table in _DECISIONS:
        _compact_decisions(settings, table)
    return {table.name: _compact_table(settings, table) for table in BATCH_TABLES}


def crowded_dates(settings: Settings, table: Table) -> list[date]:
    """Return the event dates whose small files are worth putting together."""
    files = pa.table(open_table(settings, table).get_add_actions(flatten=True))
    small: dict[date, int] = defaultdict(int)
    for row in files.select(["partition.event_date", "size_bytes"]).to_pylist() if len(files) else []:
        small[row["partition.event_date"]] += row["size_bytes"] < _SMALL_BYTES
    return sorted(day for day, number in small.items() if number >= _MANY_FILES)


def _compact_decisions(settings: Settings, table: Table) -> None:
    handle = open_table(settings, table)
    if len(handle.file_uris()) >= _MANY_FILES:
        done = handle.optimize.compact(target_size=_TARGET_BYTES)
        _LOG.info("%s: %s files became %s.", table.name, done["numFilesRemoved"], done["numFilesAdded"])


def _compact_table(settings: Settings, table: Table) -> list[date]:
    dates = crowded_dates(settings, table)
    for day in dates:
        partition = [("event_date", "=", day.isoformat())]
        done = open_table(settings, table).optimize.compact(partition_filters=partition, target_size=_TARGET_BYTES)
        _LOG.info("%s, %s: %s files became %s.", table.name, day, done["numFilesRemoved"], done["numFilesAdded"])
    return dates
