"""Following a Delta table: which files its newest version has, and which came and went since the last look.

delta-rs opens the table. From then on the commits are read as they come: one small JSON file each, about 0.3 ms,
where asking delta-rs for the difference costs the whole list of files.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.fs as pafs
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.fs import DeltaStorageHandler

from hub.errors import FilesGone, LakeError, NoSuchMoment
from hub.lake import open_table, storage_options, table_address
from hub.settings import Settings
from hub.tables import Table

_SECONDS_BETWEEN_IDENTITY_CHECKS = 2.0
# Beyond so many commits it is cheaper to open the table.
_COMMITS_FOLLOWED = 10
_GONE_HINT = "Old versions are kept for a time only; a pinned report is kept for ever."


@dataclass(frozen=True)
class DataFile:
    """A file of a table: its path in the table, its partition's values, and the largest `ingest_seq` in it if known."""

    path: str
    partition: dict[str, str | None] = field(compare=False)
    newest_seq: int | None


@dataclass
class Change:
    """What happened to a table between two looks.

    `reopened` says that the old state is worth nothing: all rows are to be read again from the log's `files`.
    Otherwise `added` and `removed` are the files whose rows came and went. Compaction, which only moves rows, is in
    neither; `touched` are all files that came or went, those of compaction too.
    """

    reopened: bool = False
    added: list[DataFile] = field(default_factory=list)
    removed: list[DataFile] = field(default_factory=list)
    touched: list[DataFile] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.reopened or bool(self.added) or bool(self.removed)


class DeltaLog:
    """One table's log. `version` is None while the table does not exist, `files` are those of `version`."""

    def __init__(self, settings: Settings, table: Table) -> None:
        self.table = table
        self.version: int | None = None
        self.table_id = ""
        self.files: dict[str, DataFile] = {}
        self._settings = settings
        self._mark: tuple[Any, ...] | None = None
        self._checked_at = 0.0
        self._reopen = True
        self._filesystem: pafs.FileSystem | None = None

    @property
    def filesystem(self) -> pafs.FileSystem:
        """The table's folder as Arrow reads it."""
        if self._filesystem is None:
            address = table_address(self._settings, self.table)
            if self._settings.lake_is_remote:
                handler = DeltaStorageHandler(address, storage_options(self._settings))
                self._filesystem = pafs.PyFileSystem(handler)
            else:
                self._filesystem = pafs.SubTreeFileSystem(address, pafs.LocalFileSystem())
        return self._filesystem

    def committed_at(self, version: int) -> datetime | None:
        """Return when a version was committed, by its writer's clock; None when the log no longer has that commit.

        Raises LakeError when the commit does not say.
        """
        try:
            with self.filesystem.open_input_file(_commit_path(version)) as commit:
                actions = [json.loads(line) for line in commit.read().splitlines() if line.startswith(b'{"commitInfo"')]
        except FileNotFoundError:
            return None
        if not actions:
            raise LakeError(
                f"Version {version} of {self.table.name} does not say when it was committed.",
                hint="Only what this product writes may write to its tables.",
            )
        return datetime.fromtimestamp(actions[0]["commitInfo"]["timestamp"] / 1000, UTC)

    def version_at(self, moment: datetime) -> int | None:
        """Return the last version that was committed by `moment`; None when the table did not exist yet.

        The log's own times are compared, never those of its files. Raises FilesGone when the log was cut since.
        """
        low, high = -1, -1 if self.version is None else self.version
        while low < high:
            middle = (low + high + 1) // 2
            committed_at = self.committed_at(middle)
            # The log is cut at its beginning, so what it no longer has is older than what it has.
            if committed_at is None or committed_at <= moment:
                low = middle
            else:
                high = middle - 1
        if low >= 0 and not self._exists(low):
            raise FilesGone(
                f"The log of {self.table.name} no longer reaches back to {moment.isoformat()}.", hint=_GONE_HINT
            )
        return low if low >= 0 else None

    def poll(self) -> Change:
        """Go to the newest version and say what changed on the way.

        When the store does not answer, its error is raised and the next look opens the table anew.
        """
        try:
            change = self._open() if self._reopen or self.version is None else self._follow(self.version)
        except Exception:
            self._reopen = True
            raise
        self._reopen = False
        return change

    def _follow(self, version: int) -> Change:
        change = Change()
        has_next = self._exists(version + 1)
        if (has_next or self._identity_is_due()) and self._mark_of(version) != self._mark:
            # The version that was read is not the one that lies there now: the table was deleted and created again.
            return self._open()
        while has_next:
            version += 1
            if not self._apply(version, change):
                return self._open()
            has_next = self._exists(version + 1)
        return change

    def _open(self) -> Change:
        known = self.version
        try:
            table = open_table(self._settings, self.table)
        except LakeError:
            self.version, self.table_id, self.files, self._mark = None, "", {}, None
            return Change(reopened=known is not None)
        self._take(table)
        return Change(reopened=True)

    def _take(self, table: DeltaTable) -> None:
        self.version = table.version()
        self.table_id = str(table.metadata().id)
        self.files = {file.path: file for file in _files_of(table)}
        self._mark = self._mark_of(self.version)

    def _apply(self, version: int, change: Change) -> bool:
        """Take one commit in; return False when it makes another table of this one."""
        with self.filesystem.open_input_file(_commit_path(version)) as commit:
            actions = [json.loads(line) for line in commit.read().splitlines() if line.strip()]
        for action in actions:
            if "metaData" in action and action["metaData"]["id"] != self.table_id:
                return False
            if "remove" in action:
                removed = self.files.pop(unquote(action["remove"]["path"]), None)
                if removed is None:
                    continue
                change.touched.append(removed)
                if removed in change.added and action["remove"]["dataChange"]:
                    change.added.remove(removed)
                elif action["remove"]["dataChange"]:
                    change.removed.append(removed)
        for action in actions:
            if "add" in action:
                added = _added_file(action["add"])
                self.files[added.path] = added
                change.touched.append(added)
                if action["add"]["dataChange"]:
                    change.added.append(added)
        self.version = version
        self._mark = self._mark_of(version)
        return True

    def _identity_is_due(self) -> bool:
        now = time.monotonic()
        if now - self._checked_at < _SECONDS_BETWEEN_IDENTITY_CHECKS:
            return False
        self._checked_at = now
        return True

    def _exists(self, version: int) -> bool:
        info = self.filesystem.get_file_info(_commit_path(version))
        return bool(info.type == pafs.FileType.File)

    def _mark_of(self, version: int) -> tuple[Any, ...]:
        info = self.filesystem.get_file_info(_commit_path(version))
        return info.type, info.size, info.mtime_ns


class FixedLog(DeltaLog):
    """One table's log as it stood at a version, whatever is committed after; None is a table that does not exist.

    Raises FilesGone when the table, or that part of its log, is no longer there, and NoSuchMoment when the table has
    not come to that version.
    """

    def __init__(self, settings: Settings, table: Table, version: int | None) -> None:
        super().__init__(settings, table)
        if version is None:
            return
        if not self._exists(version):
            # delta-rs is not asked: it looks for a version far beyond the newest for hours.
            self._refuse_what_is_to_come(version)
            raise self._gone(version)
        try:
            self._take(open_table(settings, table, version=version))
        except DeltaError as error:
            if self._exists(0):
                raise
            raise self._gone(version) from error

    def advance(self, version: int) -> Change:
        """Go on to a later version by the commits in between and say what changed.

        A change that says `reopened` asks for that: this log is then worth nothing and a new one is to be opened.
        """
        change = Change()
        if self.version is None or not 0 <= version - self.version <= _COMMITS_FOLLOWED:
            return Change(reopened=True)
        # The same name may be another table by now.
        if self._mark_of(self.version) != self._mark:
            return Change(reopened=True)
        commits = range(self.version + 1, version + 1)
        followed = all(self._exists(each) and self._apply(each, change) for each in commits)
        return change if followed else Change(reopened=True)

    def _refuse_what_is_to_come(self, version: int) -> None:
        newest = DeltaLog(self._settings, self.table)
        newest.poll()
        if newest.version is not None and version > newest.version:
            raise NoSuchMoment(
                f"{self.table.name} has no version {version} yet; the newest is {newest.version}.",
                hint="Take a receipt as an answer gives it.",
            )

    def _gone(self, version: int) -> FilesGone:
        return FilesGone(
            f"The log of {self.table.name} no longer reaches version {version}.",
            hint=_GONE_HINT,
        )

    def poll(self) -> Change:
        """Say at the first look that everything is to be read, and then that nothing changes any more."""
        change, self._reopen = Change(reopened=self._reopen), False
        return change


def _commit_path(version: int) -> str:
    return f"_delta_log/{version:020d}.json"


def _files_of(table: DeltaTable) -> Iterator[DataFile]:
    actions = pa.table(table.get_add_actions(flatten=True))
    partitioned = [name for name in actions.column_names if name.startswith("partition.")]
    # The log has statistics of every column, and a table has more files every day: what is not needed stays in Arrow.
    needed = [name for name in ("path", "max.ingest_seq", *partitioned) if name in actions.column_names]
    for row in actions.select(needed).to_pylist():
        partition = {
            name.removeprefix("partition."): None if row[name] is None else str(row[name]) for name in partitioned
        }
        yield DataFile(unquote(row["path"]), partition, row.get("max.ingest_seq"))


def _added_file(action: dict[str, Any]) -> DataFile:
    stats = json.loads(action["stats"]) if action.get("stats") else {}
    newest_seq = stats.get("maxValues", {}).get("ingest_seq")
    return DataFile(unquote(action["path"]), action.get("partitionValues") or {}, newest_seq)
