"""The bytes of a few records, read without holding more than a handful of large ones in memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from hub.lake import arrow_type
from hub.tables import BRONZE_QUARANTINE

# A record has at most about a megabyte.
_ROWS_AT_A_TIME = 32


class QuarantinedRecord(NamedTuple):
    """One record as the table has it."""

    ingest_seq: int
    ingested_at: datetime
    topic_id: str
    partition: int
    offset: int
    kafka_timestamp: datetime | None
    raw: bytes | None
    reason: str
    detail: str | None


_SCHEMA = pa.schema([(name, arrow_type(BRONZE_QUARANTINE.columns[name])) for name in QuarantinedRecord._fields])


def read_records(
    filesystem: pafs.FileSystem, positions: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], QuarantinedRecord]:
    """Return the records at these files and rows. Raises OSError."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for path, row in positions:
        wanted[path].add(row)
    return {
        (path, row): QuarantinedRecord(**values)
        for path, rows in wanted.items()
        for row, values in _rows_of(filesystem, path, rows)
    }


def _rows_of(filesystem: pafs.FileSystem, path: str, rows: set[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    with filesystem.open_input_file(path) as source:
        file = pq.ParquetFile(source)
        first = 0
        for number in range(file.num_row_groups):
            end = first + file.metadata.row_group(number).num_rows
            if any(first <= row < end for row in rows):
                yield from _rows_of_group(file, number, first, rows)
            first = end


def _rows_of_group(
    file: pq.ParquetFile, number: int, first: int, rows: set[int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    batches = file.iter_batches(_ROWS_AT_A_TIME, row_groups=[number], columns=_SCHEMA.names, use_threads=False)
    for batch in batches:
        here = sorted(row for row in rows if first <= row < first + len(batch))
        if here:
            # Cast first: delta-rs rewrites strings as views, of which Arrow can take no rows.
            whole = pa.Table.from_batches([batch]).select(_SCHEMA.names).cast(_SCHEMA)
            yield from zip(here, whole.take([row - first for row in here]).to_pylist(), strict=True)
        first += len(batch)
