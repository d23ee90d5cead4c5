"""Publishes the live state as views come, and wakes the connections that wait for it.

The state is made in the refresher's thread; connections live on the event loop and take what they lack by themselves.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from backend.alerts.life.selectors import Lives
from backend.alerts.models import Alert
from backend.api.formats import instant
from backend.lake.grain import PANE_SECONDS
from backend.lake.service import LakeService, Moment
from backend.lake.view import WARMING_UP, View
from backend.realtime.sections import sections
from backend.realtime.state import ALERTS_HELD, State, status_frame
from hub.settings import Settings, get_settings

# One batch of the stream is several commits; clients get them as one or two states.
_SECONDS_BETWEEN_STATES = 0.2


class Board:
    """The newest state of this process. `publish` is called by one thread, everything else on the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.state: State | None = None
        self.connections = 0
        self.changed = asyncio.Event()
        self._settings = settings
        self._loop: asyncio.AbstractEventLoop | None = None
        self._service: LakeService | None = None
        self._shown: tuple[View, int, Lives] | None = None
        self._lives: Lives = {}
        self._new_alerts: deque[Alert] = deque(maxlen=ALERTS_HELD)
        self._candidates: deque[str] = deque(maxlen=ALERTS_HELD)
        self._published_at = 0.0

    def attach(self, service: LakeService, loop: asyncio.AbstractEventLoop) -> None:
        """Publish what `service` reads to the connections of `loop`."""
        self._loop, self._service = loop, service
        service.listeners.append(self.publish)

    def publish(self, moment: Moment) -> None:
        """Show a moment, unless it looks like the one that is shown or comes too soon after it."""
        now = datetime.now(UTC)
        shown = (moment.view, int(now.timestamp()) // PANE_SECONDS, self._lives)
        is_due = shown != self._shown and time.monotonic() - self._published_at >= _SECONDS_BETWEEN_STATES
        # An alert does not wait.
        if not is_due and not self._new_alerts:
            return
        made = sections(moment.view, now=now, settings=self._settings, lives=self._lives)
        new_alerts = [self._new_alerts.popleft() for _ in range(len(self._new_alerts))]
        # Time is a number that also grows over a restart, and over two servers behind one address.
        seq = int(now.timestamp() * 1000)
        if self.state is None:
            self.state = State.first(made, seq)
        else:
            self.state = self.state.next(made, new_alerts, max(seq, self.state.seq + 1))
        self._shown, self._published_at = shown, time.monotonic()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.wake)

    def tell_alerts(self, lives: Lives, new: Sequence[Alert]) -> None:
        """Take the states of the alerts shown, and alerts to announce with the next state. Any thread may call it."""
        if lives != self._lives:
            self._lives = lives
        self._new_alerts.extend(alert for alert in new if alert.alert_id not in self._candidates)

    def tell_candidates(self, new: Sequence[Alert]) -> None:
        """Announce what may become alerts; they are not announced again when they do. Any thread may call it."""
        self._candidates.extend(alert.alert_id for alert in new)
        self._new_alerts.extend(new)

    def status_frame(self, seq: int) -> str:
        """Return the frame that tells a client at `seq` how fresh its numbers are."""
        moment = self._service.latest if self._service else None
        return status_frame(
            seq,
            {
                "status": moment.status if moment else WARMING_UP,
                "fresh_as_of": instant(moment.view.fresh_as_of) if moment else None,
                "ingest_seq": moment.view.ingest_seq if moment else 0,
                "server_time": instant(datetime.now(UTC)),
                "message": moment.problem if moment else "",
            },
        )

    def wake(self) -> None:
        """Let every connection look at the state."""
        waiting, self.changed = self.changed, asyncio.Event()
        waiting.set()


@lru_cache(maxsize=1)
def board() -> Board:
    """Return this process's board."""
    return Board(get_settings())
