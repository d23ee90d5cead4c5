"""Where each quarantined record lies, when it came and why it was refused: all but its bytes, which may be large."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as pafs

from backend.api.errors import ApiError
from backend.lake.columns import read_rows
from backend.lake.log import DataFile, DeltaLog
from hub.lake import arrow_type
from hub.settings import Settings
from hub.tables import BRONZE_QUARANTINE

_COLUMNS = ("ingest_seq", "ingested_at", "partition", "offset", "reason")
# The stream compacts each day's small files, so a month has some hundreds.
_FILES_AT_MOST = 4000
_RECORDS_AT_MOST = 1_000_000

EMPTY = pa.schema(
    [(name, arrow_type(BRONZE_QUARANTINE.columns[name])) for name in _COLUMNS]
    + [("file", pa.string()), ("row", pa.int64())]
).empty_table()


class QuarantineIndex:
    """Follows the table; safe to use from several threads. A file never changes, so what it held is read once."""

    def __init__(self, settings: Settings) -> None:
        self._log = DeltaLog(settings, BRONZE_QUARANTINE)
        self._lock = threading.Lock()
        self._parts: OrderedDict[str, pa.Table] = OrderedDict()

    @property
    def filesystem(self) -> pafs.FileSystem:
        """The table's folder."""
        return self._log.filesystem

    def between(self, start: datetime, end: datetime, *, upto: int) -> pa.Table:
        """Return the records that came in [start, end), up to batch `upto`, with the file and the row of each.

        Raises ApiError when there are more than one answer can go through, LakeError or OSError.
        """
        with self._lock:
            self._log.poll()
            wanted = [file for file in self._log.files.values() if _may_hold(file, start, end)]
            parts = self._read(wanted)
        found = pa.concat_tables([EMPTY, *parts])
        moment = pa.timestamp("us", tz="UTC")
        return found.filter(
            (pc.field("ingested_at") >= pa.scalar(start, moment))
            & (pc.field("ingested_at") < pa.scalar(end, moment))
            & (pc.field("ingest_seq") <= upto)
        )

    def _read(self, files: list[DataFile]) -> list[pa.Table]:
        if len(files) > _FILES_AT_MOST:
            raise _too_many(f"{len(files)} files", f"{_FILES_AT_MOST} files")
        parts: list[pa.Table] = []
        records = 0
        for file in files:
            part = self._parts.get(file.path)
            if part is None:
                part = self._parts[file.path] = self._part(file)
            self._parts.move_to_end(file.path)
            parts.append(part)
            records += len(part)
            if records > _RECORDS_AT_MOST:
                raise _too_many(f"more than {_RECORDS_AT_MOST} records", "that")
        self._forget(keep=len(files))
        return parts

    def _part(self, file: DataFile) -> pa.Table:
        rows = read_rows(self.filesystem, self._log.table, [file], _COLUMNS)
        rows = rows.append_column("file", pa.repeat(pa.scalar(file.path), len(rows)))
        return rows.append_column("row", pa.array(range(len(rows)), pa.int64()))

    def _forget(self, *, keep: int) -> None:
        while len(self._parts) > keep and sum(map(len, self._parts.values())) > _RECORDS_AT_MOST:
            self._parts.popitem(last=False)


@lru_cache(maxsize=1)
def index_of(settings: Settings) -> QuarantineIndex:
    """Return the index of a lake's quarantine, made when it is first asked for."""
    return QuarantineIndex(settings)


def _may_hold(file: DataFile, start: datetime, end: datetime) -> bool:
    day = file.partition.get("ingest_date")
    return day is None or start.astimezone(UTC).date() <= date.fromisoformat(day) <= end.astimezone(UTC).date()


def _too_many(found: str, most: str) -> ApiError:
    return ApiError(
        "too_many_records",
        f"The interval holds {found}; one answer goes through at most {most}.",
        hint="Ask for a shorter interval.",
    )


def row_positions(rows: pa.Table) -> Iterable[tuple[str, int]]:
    """Return the file and the row of each record."""
    return zip(rows["file"].to_pylist(), rows["row"].to_pylist(), strict=True)
