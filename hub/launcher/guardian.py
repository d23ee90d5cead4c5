"""Stops a stack when its launcher is gone without having done so, for example by `kill -9`.

It runs in a session of its own, so that what ends the launcher's process group does not end it, and waits at the
other end of a pipe that only the launcher holds: the pipe's end is the launcher's end.
"""

import subprocess
import sys
from pathlib import Path
from typing import IO

from hub.launcher.lock import StackLock
from hub.launcher.stopping import stop_stack

_DISMISSED = b"dismissed"


class Guardian:
    """The launcher's side: starts the guardian, and dismisses it once everything is stopped."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "hub.launcher.guardian", str(root)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def dismiss(self) -> None:
        """Tell the guardian that there is nothing left to stop, and wait for its end."""
        self._process.communicate(_DISMISSED)


def watch(launcher: IO[bytes], root: Path) -> None:
    """Wait for the launcher's last word; without one, stop the stack in its place."""
    if launcher.read() == _DISMISSED:
        return
    with StackLock(root):
        stop_stack(root)


if __name__ == "__main__":
    watch(sys.stdin.buffer, Path(sys.argv[1]))
