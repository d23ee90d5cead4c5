"""Starting a stack that outlives the command that started it."""

import os
import signal
import subprocess
import sys
from pathlib import Path


def start_detached(arguments: list[str], log: Path) -> int:
    """Run `hub up` in a session of its own, print its lines until it is ready or over; return the exit code.

    The stack closes its output when it is ready and writes to `log` from then on.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "hub.launcher.cli", "up", *arguments, "--background-log", str(log)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True)
    try:
        for line in process.stdout or ():
            sys.stdout.write(line.decode())
            sys.stdout.flush()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGTERM)
        return process.wait()
    return process.poll() or 0


def leave_terminal(log: Path) -> None:
    """Write to `log` instead of the standard streams from now on, which tells the starting command to end."""
    sys.stdout.flush()
    sys.stderr.flush()
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(descriptor, stream.fileno())
    os.close(descriptor)
