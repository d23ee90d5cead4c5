"""Silver's contributions, added up by when they happened and how early they were known.

A day's arrivals are read when they are first asked for and kept as exact integers while they are in use. What a day
adds up to for an interval and a batch is kept as well: it can only change with the day's files.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.fs as pafs
from deltalake.exceptions import DeltaError

from backend.lake.columns import Integers, Names, codes_of, measures_of, read_rows
from backend.lake.log import DataFile, FixedLog
from backend.lake.rows import PublicationRow
from backend.lake.sums import add_up
from backend.reports.days import Span
from hub.errors import FilesGone, LakeError
from hub.lake import arrow_type
from hub.settings import Settings
from hub.tables import CONTRIBUTIONS, SILVER_EVENTS

_COLUMNS = ("ingest_seq", "event_time", "platform", "currency", *CONTRIBUTIONS)
_ROWS_KEPT = 1_500_000
_SUMS_KEPT = 20_000
_VERSIONS_KEPT = 8
_MICROSECONDS = 1_000_000
_SECONDS_PER_DAY = 86_400

Files = tuple[DataFile, ...]
Sums = dict[str, list[int]]


class _Question(NamedTuple):
    day: date
    files: Files
    platform: str
    start: int
    end: int
    upto: int


@dataclass(frozen=True, eq=False)
class _Arrivals:
    """One event date's first arrivals; the series is (platform, currency)."""

    seqs: Integers
    seconds: Integers
    series: Integers
    measures: Integers


class SilverDays:
    """Adds up silver of one lake, by event date. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._names = Names()
        self._filesystem = pafs.LocalFileSystem()
        self._logs: OrderedDict[PublicationRow, FixedLog] = OrderedDict()
        self._rows: OrderedDict[tuple[date, Files], _Arrivals] = OrderedDict()
        self._sums: OrderedDict[_Question, Sums] = OrderedDict()
        self._lock = threading.RLock()

    def totals(self, published: PublicationRow | None, span: Span, *, upto: int) -> Sums:
        """Return a span's sums by currency as batch `upto` had them. Raises LakeError.

        Silver is read at the version that the publication names; a lake without one has nothing in silver.
        """
        totals: dict[str, list[list[int]]] = defaultdict(list)
        for day, files in self.files(published, start=span.start, end=span.end).items():
            # Questions that the day answers alike are one question: past its newest batch, outside of its midnights.
            newest = [file.newest_seq for file in files]
            known = upto if None in newest else min(upto, max(seq for seq in newest if seq is not None))
            midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
            first, last = max(span.start, midnight), min(span.end, midnight + _SECONDS_PER_DAY)
            for currency, values in self._day(_Question(day, files, span.platform, first, last, known)).items():
                totals[currency].append(values)
        return {currency: [sum(column) for column in zip(*parts, strict=True)] for currency, parts in totals.items()}

    def files(self, published: PublicationRow | None, *, start: int, end: int | None) -> dict[date, Files]:
        """Return the files of the event dates that [start, end) touches, in order; None is an open end."""
        if published is None:
            return {}
        with self._lock:
            log = self._log(published)
        first = datetime.fromtimestamp(start, UTC).date()
        last = date.max if end is None else datetime.fromtimestamp(max(start, end - 1), UTC).date()
        found: dict[date, list[DataFile]] = defaultdict(list)
        for file in log.files.values():
            day = date.fromisoformat(str(file.partition["event_date"]))
            if first <= day <= last:
                found[day].append(file)
        return {day: tuple(sorted(found[day], key=lambda file: file.path)) for day in sorted(found)}

    def readable(self, published: PublicationRow, span: Span) -> bool:
        """Say whether silver can still be read for a span as a publication had it: no vacuum has been there."""
        try:
            days = self.files(published, start=span.start, end=span.end)
        except (LakeError, DeltaError):
            return False
        paths = [file.path for files in days.values() for file in files]
        return all(info.type == pafs.FileType.File for info in self._filesystem.get_file_info(paths)) if paths else True

    def read(self, files: Collection[DataFile], columns: Sequence[str]) -> pa.Table:
        """Return columns of some of the files that `files` named. Raises LakeError when one is gone."""
        if not files:
            return pa.schema([(name, arrow_type(SILVER_EVENTS.columns[name])) for name in columns]).empty_table()
        try:
            return read_rows(self._filesystem, SILVER_EVENTS, files, columns)
        except FileNotFoundError as error:
            raise FilesGone(
                f"A file of {SILVER_EVENTS.name} is gone: {error}.",
                hint="A vacuum has removed it. Run `reconcile` to publish a version whose files are there.",
            ) from error

    def _log(self, published: PublicationRow) -> FixedLog:
        log = self._logs.get(published)
        if log is None:
            log = self._logs[published] = FixedLog(self.settings, SILVER_EVENTS, published.silver_version)
            self._filesystem = log.filesystem
            while len(self._logs) > _VERSIONS_KEPT:
                self._logs.popitem(last=False)
        self._logs.move_to_end(published)
        return log

    def _day(self, question: _Question) -> Sums:
        with self._lock:
            known = self._sums.get(question)
            if known is None:
                known = self._sums[question] = self._add_up(question)
                while len(self._sums) > _SUMS_KEPT:
                    self._sums.popitem(last=False)
            self._sums.move_to_end(question)
            return known

    def _add_up(self, question: _Question) -> Sums:
        rows = self._arrivals(question.day, question.files)
        names = self._names.all()
        inside = (rows.seqs <= question.upto) & (rows.seconds >= question.start) & (rows.seconds < question.end)
        inside &= np.isin(rows.series, [code for code, each in enumerate(names) if each[0] == question.platform])
        series, measures = add_up(rows.series[inside], rows.measures[inside])
        return {names[code][1]: values for code, values in zip(series.tolist(), measures.tolist(), strict=True)}

    def _arrivals(self, day: date, files: Files) -> _Arrivals:
        key = (day, files)
        rows = self._rows.get(key)
        if rows is None:
            rows = self._rows[key] = self._load(files)
            while sum(len(each.seqs) for each in self._rows.values()) > _ROWS_KEPT and len(self._rows) > 1:
                self._rows.popitem(last=False)
        self._rows.move_to_end(key)
        return rows

    def _load(self, files: Files) -> _Arrivals:
        table = self.read(files, _COLUMNS)
        return _Arrivals(
            table["ingest_seq"].to_numpy(),
            table["event_time"].cast(pa.int64()).to_numpy() // _MICROSECONDS,
            codes_of(table, ("platform", "currency"), self._names),
            measures_of(table.append_column("events", pa.chunked_array([pa.repeat(1, len(table))]))),
        )
