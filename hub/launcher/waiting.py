"""Waiting for a condition that no event announces, with a deadline."""

import time
from collections.abc import Callable

_INTERVAL = 0.1


def wait_until(condition: Callable[[], bool], *, seconds: float, interval: float = _INTERVAL) -> bool:
    """Return True as soon as `condition()` holds, False when it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(interval)
    return True
