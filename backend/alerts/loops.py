"""A step that a thread repeats as long as the server lives."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

_LOG = logging.getLogger(__name__)
_WAITS_AFTER_FAILURES = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class Loop:
    """Runs `step` at least every `pause` seconds, and at once when woken, between `start` and `stop`.

    A step that fails is tried again, after a wait that grows: what it works on is in the database and stays there.
    """

    def __init__(self, name: str, step: Callable[[], object], *, pause: float) -> None:
        self._name = name
        self._step = step
        self._pause = pause
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Run the next step now."""
        self._wake.set()

    def stop(self) -> None:
        """Let the step that runs finish, and return when it has."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            # Before the step: what comes while it runs wakes the next one.
            self._wake.clear()
            try:
                close_old_connections()
                self._step()
                failures = 0
            except Exception as error:
                failures += 1
                _LOG.warning("%s failed and is tried again: %r", self._name, error, exc_info=failures == 1)
            waits = _WAITS_AFTER_FAILURES[min(failures, len(_WAITS_AFTER_FAILURES)) - 1] if failures else self._pause
            self._wake.wait(waits)
        connections.close_all()
