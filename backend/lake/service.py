"""The refresher of this process: one thread that keeps the newest view where every request can take it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from backend.lake.past import PastMoments
from backend.lake.refresher import Refresher
from backend.lake.view import View
from hub.settings import Settings, get_settings

_LOG = logging.getLogger(__name__)

# A look at an unchanged local lake costs 0.03 ms; in an object store it is a request for each table.
_SECONDS_BETWEEN_LOOKS = 0.05
_SECONDS_BETWEEN_REMOTE_LOOKS = 0.25
_SECONDS_AFTER_A_FAILURE = 1.0

DEGRADED = "degraded"

Listener = Callable[["Moment"], None]


@dataclass(frozen=True)
class Moment:
    """The newest view, when it was taken and how long that took; `problem` says why it is not newer."""

    view: View
    refreshed_at: datetime
    seconds: float
    problem: str = ""

    @property
    def status(self) -> str:
        """`degraded` when the lake cannot be read; otherwise the view's own status."""
        return DEGRADED if self.problem else self.view.status


@dataclass
class LakeService:
    """Refreshes the view in a thread between `start` and `stop`, or once a call of `refresh_now`."""

    settings: Settings
    listeners: list[Listener] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._refresher = Refresher(self.settings)
        self.past = PastMoments(self.settings)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._one_at_a_time = threading.Lock()
        self._moment: Moment | None = None

    @property
    def latest(self) -> Moment | None:
        """The newest view, None before the first."""
        return self._moment

    @property
    def moment(self) -> Moment:
        """The newest view; the first caller of a process without a thread waits for it. Raises LakeError or OSError."""
        return self._moment or self.refresh_now()

    def start(self) -> None:
        """Start refreshing in the background."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="lake-refresher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the background thread and wait for its end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def refresh_now(self) -> Moment:
        """Take the newest view and tell the listeners. Raises LakeError or OSError."""
        with self._one_at_a_time:
            began = time.perf_counter()
            view = self._refresher.refresh()
            self._moment = Moment(view, datetime.now(UTC), time.perf_counter() - began)
            moment = self._moment
        for listener in self.listeners:
            listener(moment)
        return moment

    def _run(self) -> None:
        pause = _SECONDS_BETWEEN_REMOTE_LOOKS if self.settings.lake_is_remote else _SECONDS_BETWEEN_LOOKS
        wait = 0.0
        while not self._stop.wait(wait):
            try:
                self.refresh_now()
                wait = pause
            except Exception as error:
                # Whatever is wrong with the lake, the last numbers stay served and the next look starts afresh.
                _LOG.exception("The lake could not be read; it is tried again in %s s.", _SECONDS_AFTER_A_FAILURE)
                # The first line says what is wrong; delta-rs adds a trace of its own behind it.
                self._note((str(error).splitlines() or [type(error).__name__])[0])
                wait = _SECONDS_AFTER_A_FAILURE

    def _note(self, problem: str) -> None:
        if self._moment is not None:
            self._moment = replace(self._moment, problem=problem)


_service: LakeService | None = None
_making = threading.Lock()


def lake_service() -> LakeService:
    """Return this process's service, made when it is first asked for."""
    global _service
    with _making:
        if _service is None:
            _service = LakeService(get_settings())
        return _service


def use_service(service: LakeService | None) -> LakeService | None:
    """Put another service in its place and return the one before; for tests and for a process's end."""
    global _service
    with _making:
        before, _service = _service, service
        return before
