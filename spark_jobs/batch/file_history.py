"""The files behind each version of a table, by replaying its log; and which of them can still be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from hub.lake import open_table
from hub.settings import Settings
from hub.tables import Table


@dataclass(frozen=True)
class FileHistory:
    """Which files each version of `table` consists of, and when a file was taken out (`removed_at`)."""

    table: Table
    files: Mapping[int, frozenset[str]]
    removed_at: Mapping[str, datetime]

    @classmethod
    def replay(cls, settings: Settings, table: Table) -> "FileHistory":
        """Replay the log from its oldest version that can still be opened."""
        commits = sorted(open_table(settings, table).history(), key=lambda commit: int(commit["version"]))
        files: dict[int, frozenset[str]] = {}
        removed_at: dict[str, datetime] = {}
        before: frozenset[str] = frozenset()
        for commit in commits:
            number = int(commit["version"])
            files[number] = _files(settings, table, number)
            moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(commit["timestamp"]))
            for path in before - files[number]:
                removed_at[path] = moment
            for path in files[number] - before:
                # A restore brings a file back: it is removed no more.
                removed_at.pop(path, None)
            before = files[number]
        return cls(table, files, removed_at)

    @cached_property
    def newest(self) -> int:
        """The table's newest version."""
        return max(self.files)

    def removable(self, cutoff: datetime, keep: Iterable[int]) -> frozenset[str]:
        """Return the files that a vacuum may delete: taken out before `cutoff`, and in no version of `keep`."""
        kept = frozenset().union(*(self.files[number] for number in keep if number in self.files))
        return frozenset(path for path, moment in self.removed_at.items() if moment < cutoff and path not in kept)

    def broken_by(self, missing: frozenset[str]) -> list[int]:
        """Return the versions that need a file of `missing`."""
        return sorted(number for number, files in self.files.items() if files & missing)

    def unreadable_files(self, settings: Settings) -> frozenset[str]:
        """Return the files that cannot be read: a column of each is, as a footer alone proves little."""
        system = open_table(settings, self.table).to_pyarrow_dataset().filesystem
        column = next(name for name in self.table.columns if name not in self.table.partition_by)
        every = frozenset().union(*self.files.values())
        return frozenset(path for path in every if not _is_readable(system, path, column))


def _files(settings: Settings, table: Table, version: int) -> frozenset[str]:
    rows = pa.table(open_table(settings, table, version=version).get_add_actions(flatten=True))
    return frozenset(unquote(path) for path in rows["path"].to_pylist())


def _is_readable(system: pa.fs.FileSystem, path: str, column: str) -> bool:
    try:
        with system.open_input_file(path) as source:
            pq.ParquetFile(source).read_row_group(0, columns=[column])
    except (OSError, pa.ArrowInvalid):
        return False
    return True
