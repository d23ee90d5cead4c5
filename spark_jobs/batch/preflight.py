"""What a vacuum would break, known before it runs: versions, and the publications that stand on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hub.errors import LakeError
from hub.lake import open_table
from hub.pins import pins
from hub.settings import Settings
from hub.tables import Table
from spark_jobs.batch.file_history import FileHistory
from spark_jobs.batch.publications import Publication, publications
from spark_jobs.batch.tables import BATCH_TABLES

# Readers may still hold the publication before the one that is served.
_SERVED = 2


@dataclass(frozen=True)
class Preflight:
    """The prediction for one vacuum of silver and the batch view.

    `removable` are the files that it will delete, `breaks` the versions that become unreadable, by table.
    """

    cutoff: datetime
    protected: tuple[Publication, ...]
    histories: tuple[FileHistory, ...]
    removable: dict[Table, frozenset[str]]
    breaks: dict[Table, list[int]]
    publications: tuple[Publication, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would become unreadable."""
        return not any(self.breaks.values())

    def keep(self, table: Table) -> list[int]:
        """Return the versions of a table that must stay readable."""
        return sorted({each.versions[table] for each in self.protected})

    @property
    def told(self) -> dict[str, Any]:
        """The prediction as a report shows it."""
        return {
            "cutoff": self.cutoff,
            "files": {table.name: len(paths) for table, paths in self.removable.items()},
            "versions": {table.name: numbers for table, numbers in self.breaks.items()},
            "publications": [each.publication_id for each in self.publications],
            "protected": [each.publication_id for each in self.protected],
        }


def predict(settings: Settings, *, now: datetime, retention: timedelta) -> Preflight:
    """Return what a vacuum at `now` would break, by replaying the tables' logs.

    Protected are the publications of the last `retention`, the two newest, and every pinned one. Raises LakeError when
    delta-rs would delete a file that a protected one needs.
    """
    protected = protected_publications(settings, since=now - retention)
    histories = tuple(FileHistory.replay(settings, table) for table in BATCH_TABLES)
    removable, breaks = {}, {}
    for history in histories:
        keep = {each.versions[history.table] for each in protected}
        removable[history.table] = history.removable(now - retention, keep)
        breaks[history.table] = history.broken_by(removable[history.table])
        _refuse_to_break(settings, history, keep, retention)
    lost = tuple(
        each
        for each in publications(settings)
        if any(version in breaks[table] for table, version in each.versions.items())
    )
    return Preflight(now - retention, protected, histories, removable, breaks, lost)


def protected_publications(settings: Settings, *, since: datetime) -> tuple[Publication, ...]:
    """Return the publications whose versions must stay readable."""
    pinned = {each.publication_id for each in pins(settings)}
    return tuple(
        each
        for place, each in enumerate(publications(settings))
        if place < _SERVED or each.published_at >= since or each.publication_id in pinned
    )


def hours(retention: timedelta) -> int:
    """Return the retention in whole hours, as a vacuum takes it."""
    return retention // timedelta(hours=1)


def _refuse_to_break(settings: Settings, history: FileHistory, keep: Iterable[int], retention: timedelta) -> None:
    """Ask the engine as well: what it says it would delete must leave every protected version whole."""
    doomed = open_table(settings, history.table).vacuum(
        hours(retention), dry_run=True, enforce_retention_duration=False, keep_versions=sorted(keep) or None
    )
    for version in sorted({*keep, history.newest}):
        needed = history.files.get(version, frozenset()) & frozenset(doomed)
        if needed:
            raise LakeError(
                f"A vacuum of {history.table.name} would delete {len(needed)} files that version {version} needs, "
                "and that version is protected.",
                hint="Nothing was deleted. Check that the table has no deletion vectors.",
            )
