"""A second driver for a checkpoint, and a driver whose parent is killed."""

import os
import signal
import time

import psutil

from tests.chaos.scene import Scene
from tests.support.stream import StreamJob

ORPHAN_SECONDS = 20


def start_second_driver(scene: Scene) -> tuple[int, str]:
    """Submit another driver for the scene's checkpoint; return its exit code and its last line."""
    with StreamJob(scene.stream.settings.root, scene.broker.bootstrap, scene.events) as second:
        second.log = scene.stream.log.with_name("second.log")
        second.start()
        return second.ended(), second.log_tail(lines=1)


def kill_parent(scene: Scene) -> float:
    """Kill the process that submitted the driver; return after how many seconds no process of the driver was left.

    Raises TimeoutError when one is still there after ORPHAN_SECONDS.
    """
    driver = psutil.Process(scene.stream.pid).children(recursive=True)
    began = time.monotonic()
    os.kill(scene.stream.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs(driver, timeout=ORPHAN_SECONDS)
    if alive:
        raise TimeoutError(f"{alive} outlived the driver's parent by {ORPHAN_SECONDS} s.")
    return time.monotonic() - began


def lease_holder(scene: Scene) -> int:
    """Return the process that holds the lease of the scene's checkpoint."""
    (lease,) = (scene.stream.settings.root / "run").glob("*.lease")
    return int(lease.read_text())
