"""The batch view at the version that a publication names, one event date at a time.

History is long and questions are about few days: a day is read when it is first asked for and kept while it is in use.
A day whose files a later publication left alone is not read again.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pyarrow.fs as pafs

from backend.lake.columns import Names, read_rows
from backend.lake.grain import Grain
from backend.lake.log import Change, DataFile, FixedLog
from backend.lake.sums import EMPTY, SECONDS_PER_HOUR, Bucket, Sums
from hub.errors import FilesGone
from hub.settings import Settings
from hub.tables import Table

DAYS_KEPT = 70
_HOURS_PER_DAY = 24
_EPOCH_DAY = date(1970, 1, 1).toordinal()


class BatchView:
    """The batch view at one version. Immutable to its readers, whenever a day of it is read."""

    def __init__(self, days: "BatchDays", files: dict[str, tuple[DataFile, ...]], version: int | None) -> None:
        self.version = version
        self._days = days
        self._files = files

    def bucket(self, hour: int) -> Bucket | None:
        """Return the sums of an hour (since the epoch); None when it has none. Raises LakeError."""
        day = date.fromordinal(_EPOCH_DAY + hour // _HOURS_PER_DAY)
        files = self._files.get(day.isoformat())
        return self._days.read(day, files).hours.get(hour) if files else None

    def warm(self, hours: Iterable[int]) -> None:
        """Read the days of `hours` now, so that the first reader does not wait."""
        for hour in hours:
            self.bucket(hour)


class BatchDays:
    """Reads days of a batch table and keeps the last used ones. Safe to use from several threads."""

    def __init__(
        self, settings: Settings, table: Table, grain: Grain, names: Names, *, days_kept: int = DAYS_KEPT
    ) -> None:
        self._settings = settings
        self._days_kept = days_kept
        self._table = table
        self._grain = grain
        self._names = names
        self._filesystem: pafs.FileSystem | None = None
        self._log: FixedLog | None = None
        self._files: dict[str, tuple[DataFile, ...]] = {}
        self._kept: OrderedDict[tuple[date, tuple[DataFile, ...]], Sums] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, version: int | None) -> BatchView:
        """Return the view at a version; None is the empty view of a lake without a publication. Raises LakeError."""
        if version is None:
            return BatchView(self, {}, None)
        with self._lock:
            return BatchView(self, self._files_at(version), version)

    def read(self, day: date, files: tuple[DataFile, ...]) -> Sums:
        """Return the sums of one event date. Raises FilesGone."""
        key = (day, files)
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
            sums = self._kept[key] = self._load(day, files)
            while len(self._kept) > self._days_kept:
                self._kept.popitem(last=False)
            return sums

    def _files_at(self, version: int) -> dict[str, tuple[DataFile, ...]]:
        """Return the files of each event date. What a dict once returned holds never changes."""
        # The next publication is a few commits on: following them costs what they bring, however long history is.
        change = self._log.advance(version) if self._log else Change(reopened=True)
        if self._log is None or change.reopened:
            self._log = None
            self._log = FixedLog(self._settings, self._table, version)
            self._filesystem = self._log.filesystem
            files: dict[str, list[DataFile]] = defaultdict(list)
            for file in self._log.files.values():
                files[_day_of(file)].append(file)
            self._files = {day: tuple(each) for day, each in files.items()}
        elif change.touched:
            self._files = dict(self._files)
            for file in change.touched:
                others = (each for each in self._files.get(_day_of(file), ()) if each != file)
                here = (file,) if file.path in self._log.files else ()
                self._files[_day_of(file)] = (*others, *here)
        return self._files

    def _load(self, day: date, files: tuple[DataFile, ...]) -> Sums:
        try:
            rows = read_rows(self._filesystem, self._table, files, self._grain.columns)
        except FileNotFoundError as error:
            raise FilesGone(
                f"A file of {self._table.name} for {day} is gone: {error}.",
                hint="The published batch view was vacuumed. Run `reconcile` to publish a new one.",
            ) from error
        return EMPTY.plus(self._grain.rows(rows, self._names))


def hour_of(moment: datetime) -> int:
    """Return the hour since the epoch that a moment lies in."""
    return int(moment.astimezone(UTC).timestamp() // SECONDS_PER_HOUR)


def _day_of(file: DataFile) -> str:
    return str(file.partition["event_date"])
