"""The generator: two hours of past sales first, then a live rhythm."""

import sys

from hub.launcher.service import Service
from hub.launcher.stack import Stack

PAST = "2h"
_BACKFILL_SECONDS = 180
_GENERATE = (sys.executable, "-m", "generator")


def backfill(stack: Stack) -> str:
    """Send the past sales, all of them acknowledged; return what was sent.

    Nobody waits for the last of them, but for Airflow and the stream, which start meanwhile and go first.
    """
    stack.run("backfill", ["nice", *_GENERATE, "--past", PAST], seconds=_BACKFILL_SECONDS)
    return f"the last {PAST}"


def start_generator(stack: Stack) -> str:
    """Start the live generator; return its log."""
    stack.start(Service("generator", _GENERATE))
    return str(stack.log_file("generator"))
