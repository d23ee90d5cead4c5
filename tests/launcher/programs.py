"""Small programs that behave as services do, for tests of starting and stopping."""

import subprocess
import sys
from pathlib import Path

from hub.launcher.members import marks, members
from tests.support.waiting import wait_until

SLEEP = "import signal; signal.pause()"
IGNORE_SIGTERM = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); signal.pause()"
)
# Leaves its session and its parent, as a daemon does.
DAEMON = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEP!r}], start_new_session=True)"


def start(root: Path, service: str, program: str) -> subprocess.Popen[bytes]:
    """Start a Python program as this service of the stack in `root`."""
    return subprocess.Popen(
        [sys.executable, "-c", program], env=marks(root, service), stdout=subprocess.PIPE, start_new_session=True
    )


def await_members(root: Path, count: int) -> None:
    """Wait until the stack in `root` has so many processes."""
    wait_until(lambda: len(members(root)) == count, seconds=20, what=f"{count} processes of the stack in {root}")
