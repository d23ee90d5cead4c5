"""What the stream has written about alerts: both tables, followed, in the order in which the events came."""

from collections.abc import Iterable

from backend.lake.columns import read_rows
from backend.lake.log import DataFile, DeltaLog
from hub.alert_life import Row, in_order
from hub.settings import Settings
from hub.tables import ALERT_ENDINGS, ALERTS


class AlertRows:
    """Rows of `alerts` and `alert_endings` past a batch. For one thread."""

    def __init__(self, settings: Settings) -> None:
        self._followed = [_Followed(DeltaLog(settings, table)) for table in (ALERTS, ALERT_ENDINGS)]

    def between(self, first: int, last: int) -> list[Row]:
        """Return the rows with first < `ingest_seq` ≤ last, in order. Raises LakeError or OSError.

        Look up `last`, the newest whole batch, before the call: its rows are then all in the tables.
        """
        return in_order(row for table in self._followed for row in table.between(first, last))


class _Followed:
    """One table. Rows of a batch that is not whole yet are kept; they may still be taken away again."""

    def __init__(self, log: DeltaLog) -> None:
        self._log = log
        self._rows: list[Row] = []
        # The rows at hand are all that lie past this batch; None when nothing has been read.
        self._past: int | None = None

    def between(self, first: int, last: int) -> list[Row]:
        change = self._log.poll()
        if self._past is None or self._past > first or change.reopened or change.removed:
            self._past = None
            self._rows = self._read(self._log.files.values(), first)
        elif change.added:
            self._rows += self._read(change.added, first)
        self._past = first
        self._rows = [row for row in self._rows if row["ingest_seq"] > first]
        return [row for row in self._rows if row["ingest_seq"] <= last]

    def _read(self, files: Iterable[DataFile], first: int) -> list[Row]:
        wanted = [file for file in files if file.newest_seq is None or file.newest_seq > first]
        if not wanted:
            return []
        log = self._log
        return [dict(row) for row in read_rows(log.filesystem, log.table, wanted, list(log.table.columns)).to_pylist()]
