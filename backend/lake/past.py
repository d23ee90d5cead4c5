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


class PastMoments:
    """Views of the past, the last few of which are kept. Safe to use from several threads, which wait for each other.

    The waiting bounds the work: however many ask, one moment is read at a time.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = BatchStore(settings, days_kept=_DAYS_KEPT)
        self._kept: OrderedDict[MomentName, View] = OrderedDict()
        self._lock = threading.Lock()

    def view(self, name: MomentName) -> View:
        """Return the view of a moment. Raises FilesGone when a vacuum was there, NoSuchMoment, LakeError or OSError."""
        with self._lock:
            view = self._kept.get(name)
            if view is None:
                view = self._kept[name] = self._read(name)
            self._kept.move_to_end(name)
            while len(self._kept) > _VIEWS_KEPT:
                self._kept.popitem(last=False)
            return view

    def _read(self, name: MomentName) -> View:
        is_before_the_tables = name.identity == identity_of({table.name: "" for table in FOLLOWED})
        logs = {
            table.name: FixedLog(self._settings, table, None if is_before_the_tables else name.versions[table.name])
            for table in FOLLOWED
        }
        identity = identity_of({each: log.table_id for each, log in logs.items()})
        if identity != name.identity:
            raise FilesGone(
                f"The tables of {name} are no longer there: they were deleted, and perhaps created again.", hint=_HINT
            )
        refresher = Refresher(
            self._settings, store=self._store, open_log=lambda settings, table: logs[table.name], hours_warmed=0
        )
        try:
            view = refresher.refresh()
        except FileNotFoundError as error:
            raise FilesGone(f"A file of {name} is gone: {error}.", hint=_HINT) from error
        if view.name != name:
            raise NoSuchMoment(f"The lake was never at {name}.", hint="Take a receipt as an answer gives it.")
        return view
