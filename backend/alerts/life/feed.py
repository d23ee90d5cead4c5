"""Follows the lake: takes each whole batch's alerts in, and tells this server's connections what has changed."""

import logging
from collections.abc import Callable, Sequence

from backend.alerts.life import selectors, services
from backend.alerts.life.selectors import Lives, Revision
from backend.alerts.life.source import AlertRows
from backend.alerts.life.store import FRESH
from backend.alerts.models import Alert
from backend.alerts.models.life import OPEN
from backend.lake.service import Moment
from hub.settings import Settings

_LOG = logging.getLogger(__name__)

Tell = Callable[[Lives, Sequence[Alert]], None]


class AlertFeed:
    """One step takes in what came and tells `tell` the states of the alerts shown, and the alerts that are new.

    `newest` gives the lake's newest moment, `shown` is how many of its newest alerts are shown.
    """

    def __init__(self, settings: Settings, newest: Callable[[], Moment | None], tell: Tell, *, shown: int) -> None:
        self._newest = newest
        self._tell = tell
        self._shown = shown
        self._rows = AlertRows(settings)
        self._waits_for: int | None = None
        self._told: tuple[Revision, tuple[str, ...]] | None = None

    def step(self) -> None:
        """Take in every whole batch, then tell. Raises LakeError or OSError."""
        moment = self._newest()
        if moment is None:
            return
        self._take_in(moment.view.ingest_seq)
        now = selectors.revision(), tuple(row.alert_id for row in moment.view.alerts[: self._shown])
        if now != self._told:
            revision, shown = now
            self._tell(selectors.lives_of(shown, revision), self._new(revision))
            self._told = now

    def _take_in(self, whole: int) -> None:
        before = services.taken_in()
        if whole < before:
            # Numbers of batches only grow: the lake is an older copy, or another one, and is waited for.
            if self._waits_for != before:
                _LOG.warning("The lake ends at batch %s, and alerts up to %s were taken in.", whole, before)
            self._waits_for = before
            return
        while rows := self._rows.between(before, whole):
            if services.take_in(rows=rows, before=before, until=whole):
                return
            before = services.taken_in()

    def _new(self, revision: Revision) -> list[Alert]:
        """Return the alerts that opened since the last look; none at a server's start, whose pages load them all."""
        if self._told is None:
            return []
        steps = selectors.steps_between(self._told[0].step, revision.step)
        opened = (step.alert for step in steps if step.state == OPEN and step.note in ("", FRESH))
        return [alert for alert in opened if not alert.historical]
