"""The generator: two hours of past sales first, then a live rhythm."""

import sys

import psutil

from hub.launcher.service import Service
from hub.launcher.stack import Stack

PAST = "2h"
_BACKFILL_SECONDS = 180
_CONNECT_SECONDS = 60
_GENERATE = (sys.executable, "-m", "generator")


def backfill(stack: Stack) -> str:
    """Send the past sales, all of them acknowledged; return what was sent.

    Nobody waits for the last of them, but for Airflow and the stream, which start meanwhile and go first.
    """
    stack.run("backfill", ["nice", *_GENERATE, "--past", PAST], seconds=_BACKFILL_SECONDS)
    return f"the last {PAST}"


def start_generator(stack: Stack) -> str:
    """Start the live generator, wait until it talks to the broker; return its log."""
    stack.start(Service("generator", _GENERATE))
    brokers = {int(server.rpartition(":")[2]) for server in stack.settings.kafka_bootstrap.split(",")}
    stack.await_ready("generator", lambda: _is_connected(stack.pid("generator"), brokers), seconds=_CONNECT_SECONDS)
    return str(stack.log_file("generator"))


def _is_connected(pid: int, ports: set[int]) -> bool:
    """Whether a process has a connection to one of these remote ports; the pauses between its events may be long."""
    try:
        connections = psutil.Process(pid).net_connections(kind="tcp")
    except psutil.NoSuchProcess:
        return False
    return any(each.raddr and each.raddr.port in ports for each in connections)
