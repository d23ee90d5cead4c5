"""The speed view past a seam, kept up to date from the files that come and go."""

from collections.abc import Iterable

from backend.lake.columns import Names, read_rows
from backend.lake.grain import Grain
from backend.lake.log import Change, DataFile, DeltaLog
from backend.lake.sums import EMPTY, Rows, Sums

_FILES_AT_A_TIME = 64


class SpeedView:
    """Sums of a speed table's rows with `ingest_seq` above a seam, at the version of the last look.

    `look` and `sums` are two steps, because the publication that says where the seam is must be read between them.
    """

    def __init__(self, log: DeltaLog, grain: Grain, names: Names) -> None:
        self.log = log
        self._grain = grain
        self._names = names
        self._pending = Change()
        self._sums = EMPTY
        self._seam: int | None = None

    def look(self) -> None:
        """Fix the version that `sums` will answer for."""
        change = self.log.poll()
        if change.reopened:
            self._seam = None
        else:
            self._pending.added += change.added
            self._pending.removed += change.removed

    def sums(self, seam: int) -> Sums:
        """Return the sums past `seam`: from what changed, or from all files when the seam moved or a file is gone."""
        if seam == self._seam:
            try:
                self._apply_pending(seam)
            except FileNotFoundError:
                # Written and vacuumed between two looks. The newest version's own files are all there.
                self._seam = None
        if seam != self._seam:
            self._sums = self._added(EMPTY, self.log.files.values(), seam)
            self._pending = Change()
            self._seam = seam
        return self._sums

    def _apply_pending(self, seam: int) -> None:
        # The seam is set again only when all went well: a half-applied change must not be built upon.
        self._seam = None
        grown = self._added(self._sums, self._pending.added, seam)
        self._sums = self._added(grown, self._pending.removed, seam, sign=-1)
        self._pending = Change()
        self._seam = seam

    def _added(self, sums: Sums, files: Iterable[DataFile], seam: int, *, sign: int = 1) -> Sums:
        wanted = [file for file in files if file.newest_seq is None or file.newest_seq > seam]
        for start in range(0, len(wanted), _FILES_AT_A_TIME):
            sums = sums.plus(self._rows(wanted[start : start + _FILES_AT_A_TIME], seam), sign=sign)
        return sums

    def _rows(self, files: list[DataFile], seam: int) -> Rows:
        rows = read_rows(self.log.filesystem, self.log.table, files, ("ingest_seq", *self._grain.columns))
        past_the_seam = rows["ingest_seq"].to_numpy() > seam
        return self._grain.rows(rows.filter(past_the_seam), self._names)
