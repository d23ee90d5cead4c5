"""Awaiting a condition that announces itself by no event."""

import time
from collections.abc import Callable


def wait_until(condition: Callable[[], bool], *, seconds: float, what: str, every: float = 0.05) -> None:
    """Return as soon as `condition()` is true; raise TimeoutError, which names `what`, after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {seconds:g} s in vain for {what}.")
        time.sleep(every)
