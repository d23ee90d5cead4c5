"""Stopping a stack: the one way, whoever asks for it.

The stream drains while Airflow still records how its run ended; without that record the next start would wait for a
run that is over.
"""

import signal
from collections.abc import Iterable
from pathlib import Path

import psutil

from hub.launcher.lock import StackLock, lock_holder
from hub.launcher.members import members, stream_drivers
from hub.launcher.waiting import wait_until

# What one phase may take before the next, harder one: a cold driver has to finish starting before it can drain.
DRAIN_SECONDS = 30
STOP_SECONDS = 6
KILL_SECONDS = 5

_PRODUCERS = ("generator", "backfill")
# What the others talk to until they have ended.
_SERVERS = ("kafka", "s3", "postgresql", "redis")
_AIRFLOW_WORKERS = ("airflow-scheduler", "airflow-dag-processor")


def stop_request(root: Path) -> Path:
    """Return the file whose existence asks the stream to drain and end."""
    return root / "run" / "stream.stop"


def stop_stack(root: Path) -> None:
    """Drain the stream, end every process of the stack in `root`, and return when none is left."""
    request = stop_request(root)
    request.parent.mkdir(parents=True, exist_ok=True)
    request.touch()
    _end_services(root, *_PRODUCERS, *_AIRFLOW_WORKERS)
    wait_until(lambda: not stream_drivers(root) and not members(root, *_AIRFLOW_WORKERS), seconds=DRAIN_SECONDS)
    _signal(stream_drivers(root), signal.SIGTERM)
    clients = {process.pid for process in members(root)} - {process.pid for process in members(root, *_SERVERS)}
    _signal((process for process in members(root) if process.pid in clients), signal.SIGTERM)
    wait_until(lambda: clients.isdisjoint(process.pid for process in members(root)), seconds=STOP_SECONDS)
    _end_services(root, *_SERVERS)
    if not wait_until(lambda: not members(root), seconds=STOP_SECONDS):
        wait_until(lambda: not _kill(members(root)), seconds=KILL_SECONDS)


def stop_running(root: Path) -> bool:
    """Stop whatever runs of the stack in `root`, through its launcher if that lives; return whether anything ran."""
    launcher = lock_holder(root)
    if launcher is None and not members(root):
        return False
    if launcher is not None:
        psutil.Process(launcher).terminate()
    with StackLock(root):
        stop_stack(root)
    return True


def _end_services(root: Path, *services: str) -> None:
    """Ask these services to end: their first processes only, which end their own children in order."""
    chosen = members(root, *services)
    pids = {process.pid for process in chosen}
    for process in chosen:
        try:
            if process.ppid() not in pids:
                process.terminate()
        except psutil.NoSuchProcess:
            continue


def _kill(processes: list[psutil.Process]) -> bool:
    _signal(processes, signal.SIGKILL)
    return bool(processes)


def _signal(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            continue
