"""The stream, which Airflow submits: ready when its first batch is in the lake."""

import sys
from functools import partial

from hub.launcher.services.airflow import airflow_api
from hub.launcher.stack import Stack

_KNOWN_SECONDS = 300
_FIRST_BATCH_SECONDS = 600


def start_stream(stack: Stack) -> str:
    """Let Airflow run the stream, and wait until it has ingested what waits for it."""
    stack.await_ready("airflow-api", partial(airflow_api(stack).unpause, "stream"), seconds=_KNOWN_SECONDS)
    # A program of its own, so that the launcher does not keep Arrow in memory.
    command = [sys.executable, "-m", "hub.launcher.progress", str(_FIRST_BATCH_SECONDS)]
    stack.run("stream", command, seconds=_FIRST_BATCH_SECONDS + 60)
    return "live"
