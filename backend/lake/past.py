"""Moments of the past: views at the versions that a name gives, built from the tables' logs."""

import threading
from collections import OrderedDict

from backend.lake.log import FixedLog
from backend.lake.moment_name import MomentName, identity_of
from backend.lake.refresher import FOLLOWED, BatchStore, Refresher
from backend.lake.view import View
from hub.errors import FilesGone, NoSuchMoment
from hub.settings import Settings

# A view keeps what lies past its seam, some megabytes; days of the batch view are shared by all.
_VIEWS_KEPT = 4
_DAYS_KEPT = 40
_HINT = "Old versions are kept for HUB_SPEED_RETENTION and as long as `maintain` is told to. A pin is kept for ever."


Key = tuple[tuple[int | None, ...], str]


class PastMoments:
    """Views of the past, the last few of which are kept. Safe to use from several threads, which wait for each other.

    The waiting bounds the work: however many ask, one moment is read at a time.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = BatchStore(settings, days_kept=_DAYS_KEPT)
        self._kept: OrderedDict[Key, View] = OrderedDict()
        self._lock = threading.Lock()

    def view(self, name: MomentName) -> View:
        """Return the view of a moment. Raises FilesGone when a vacuum was there, NoSuchMoment, LakeError or OSError."""
        is_before_the_tables = name.identity == identity_of({table.name: "" for table in FOLLOWED})
        view = self.at(
            tuple(None if is_before_the_tables else name.versions[table.name] for table in FOLLOWED), name.identity
        )
        if view.name != name:
            raise NoSuchMoment(f"The lake was never at {name}.", hint="Take a receipt as an answer gives it.")
        return view

    def at(self, versions: tuple[int | None, ...], identity: str) -> View:
        """Return the view at versions of the `FOLLOWED` tables, if these still are the tables of `identity`.

        Raises what `view` does.
        """
        key = versions, identity
        with self._lock:
            view = self._kept.get(key)
            if view is None:
                view = self._kept[key] = self._read(versions, identity)
            self._kept.move_to_end(key)
            while len(self._kept) > _VIEWS_KEPT:
                self._kept.popitem(last=False)
            return view

    def _read(self, versions: tuple[int | None, ...], identity: str) -> View:
        logs = {
            table.name: FixedLog(self._settings, table, version)
            for table, version in zip(FOLLOWED, versions, strict=True)
        }
        if identity_of({name: log.table_id for name, log in logs.items()}) != identity:
            raise FilesGone("The tables of then were deleted, and perhaps created again.", hint=_HINT)
        refresher = Refresher(
            self._settings, store=self._store, open_log=lambda settings, table: logs[table.name], hours_warmed=0
        )
        try:
            return refresher.refresh()
        except FileNotFoundError as error:
            raise FilesGone(f"A file of then is gone: {error}.", hint=_HINT) from error
