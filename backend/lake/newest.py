"""Small tables that are kept whole, or whose newest rows are: stock, alerts, ingests, publications."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from backend.lake.columns import read_rows
from backend.lake.log import DataFile, DeltaLog
from backend.lake.rows import AlertRow, IngestRow, PublicationRow, StockRow

ALERTS_KEPT = 5000


_Rows = list[dict[str, Any]]


class _Arrivals(NamedTuple):
    rows: _Rows
    from_the_start: bool


class _Followed:
    """Rows of a table that came since the last look; all again after a row was taken away."""

    def __init__(
        self, log: DeltaLog, columns: Sequence[str], *, newest: int | None = None, order: Sequence[str] = ()
    ) -> None:
        self.log = log
        self._columns = columns
        self._newest = newest
        self._order = order
        self._start_again = True

    def look(self) -> _Arrivals:
        change = self.log.poll()
        from_the_start = self._start_again or change.reopened or bool(change.removed)
        self._start_again = True
        rows = self._newest_rows() if from_the_start else self._read(change.added)
        self._start_again = False
        return _Arrivals(rows, from_the_start)

    def _newest_rows(self) -> _Rows:
        files = sorted(self.log.files.values(), key=_age)
        if self._newest is None:
            return self._read(files)
        rows: _Rows = []
        for file in files:
            full = len(rows) >= self._newest
            if full and file.newest_seq is not None and file.newest_seq < rows[-1]["ingest_seq"]:
                break
            rows = sorted(rows + self._read([file]), key=itemgetter(*self._order), reverse=True)[: self._newest]
        return rows

    def _read(self, files: Iterable[DataFile]) -> _Rows:
        log = self.log
        parts = (read_rows(log.filesystem, log.table, [file], self._columns) for file in files)
        return [row for part in parts for row in part.to_pylist()]


class Stock:
    """The last quantity of each platform, product and warehouse: the greatest (`ingest_seq`, partition, offset)."""

    def __init__(self, log: DeltaLog) -> None:
        self._followed = _Followed(log, StockRow._fields)
        self.log = log
        self.rows: Mapping[tuple[str, str, str], StockRow] = MappingProxyType({})

    def look(self) -> None:
        """Take in what came since the last look."""
        arrivals = self._followed.look()
        if not arrivals.rows and not arrivals.from_the_start:
            return
        rows = {} if arrivals.from_the_start else dict(self.rows)
        for row in (StockRow(**values) for values in arrivals.rows):
            known = rows.get(row.key)
            if known is None or known[:3] <= row[:3]:
                rows[row.key] = row
        self.rows = MappingProxyType(rows)


class Alerts:
    """The alerts among the newest rows, newest first, each `alert_id` once: where it came first."""

    def __init__(self, log: DeltaLog) -> None:
        self._followed = _Followed(log, AlertRow._fields, newest=ALERTS_KEPT, order=("ingest_seq", "alert_id"))
        self.log = log
        self.rows: tuple[AlertRow, ...] = ()
        # With repeats: what is kept must depend on the table's version alone, not on when it was looked at.
        self._newest: list[AlertRow] = []

    def look(self) -> None:
        """Take in what came since the last look."""
        arrivals = self._followed.look()
        if not arrivals.rows and not arrivals.from_the_start:
            return
        known = [] if arrivals.from_the_start else self._newest
        rows = [*known, *(AlertRow(**values) for values in arrivals.rows)]
        self._newest = sorted(rows, reverse=True)[:ALERTS_KEPT]
        first = {row.alert_id: row for row in self._newest}
        self.rows = tuple(sorted(first.values(), reverse=True))


class Ingests:
    """The newest whole batch; None before the first."""

    def __init__(self, log: DeltaLog) -> None:
        self._followed = _Followed(log, IngestRow._fields, newest=1, order=("ingest_seq",))
        self.log = log
        self.newest: IngestRow | None = None

    def look(self) -> None:
        """Take in what came since the last look."""
        arrivals = self._followed.look()
        known = [] if arrivals.from_the_start or self.newest is None else [self.newest]
        self.newest = max([*known, *(IngestRow(**values) for values in arrivals.rows)], default=None)


class Publications:
    """All publications, newest first: the first one is in effect."""

    def __init__(self, log: DeltaLog) -> None:
        self._followed = _Followed(log, PublicationRow._fields)
        self.log = log
        self.rows: tuple[PublicationRow, ...] = ()

    def look(self) -> None:
        """Take in what came since the last look."""
        arrivals = self._followed.look()
        known = [] if arrivals.from_the_start else list(self.rows)
        rows = [*known, *(PublicationRow(**values) for values in arrivals.rows)]
        self.rows = tuple(sorted(rows, key=lambda row: row[:3], reverse=True))


def _age(file: DataFile) -> tuple[bool, int]:
    # Files that do not say what they hold come first, because they must be read.
    return file.newest_seq is not None, -(file.newest_seq or 0)
