"""The stream, which Airflow submits: ready when its first batch is in the lake."""

import sys

from hub.launcher.stack import Stack

_READY_SECONDS = 600


def await_stream(stack: Stack) -> str:
    """Wait until the stream that Airflow submits has ingested what waits for it."""
    # A program of its own, so that the launcher does not keep Arrow in memory.
    command = [sys.executable, "-m", "hub.launcher.progress", str(_READY_SECONDS)]
    stack.run("stream", command, seconds=_READY_SECONDS + 10)
    return "live"
