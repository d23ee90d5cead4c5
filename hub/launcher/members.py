"""Which processes belong to a stack: all that carry its mark in their environment, however deep they were started.

The mark is inherited by every child, also by those that leave their parent's session or outlive it, so nothing that a
stack started can be missed. It names the stack's folder, so stacks side by side are told apart.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil

STACK_MARK = "HUB_STACK"
SERVICE_MARK = "HUB_SERVICE"
STREAM_JOB = "streaming_sales_agg.py"


def marks(root: Path, service: str) -> dict[str, str]:
    """Return the variables that mark a process, and all that it starts, as this service of the stack in `root`."""
    # Without the last one, processes that set a title of their own (Airflow's do) write over what is read here.
    return {STACK_MARK: str(root), SERVICE_MARK: service, "SPT_NOENV": "1"}


def members(root: Path, *services: str) -> list[psutil.Process]:
    """Return the living processes of the stack in `root`; of these services only, when any is named."""
    return [process for process, service in _marked(root) if not services or service in services]


def stream_drivers(root: Path) -> list[psutil.Process]:
    """Return the processes that run, or are about to run, the stack's stream."""
    found = []
    for process in members(root):
        try:
            if any(argument.endswith(STREAM_JOB) for argument in process.cmdline()):
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def _marked(root: Path) -> Iterator[tuple[psutil.Process, str]]:
    for process in psutil.process_iter():
        if process.pid == os.getpid():
            continue
        try:
            environment = process.environ()
            if environment.get(STACK_MARK) == str(root) and process.status() != psutil.STATUS_ZOMBIE:
                yield process, environment.get(SERVICE_MARK, "")
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
