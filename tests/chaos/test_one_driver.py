"""A checkpoint has one driver, and a driver has a parent: neither a second one nor an orphan writes to the lake."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from hub.errors import EXIT_LEASE_HELD
from tests.chaos.scene import Scene
from tests.support.stream import StreamJob

pytestmark = [pytest.mark.kafka, pytest.mark.spark]

ORPHAN_SECONDS = 20


def test_a_second_driver_is_refused_and_a_driver_without_its_parent_ends(scene: Scene) -> None:
    scene.stream.start(submitted=True)
    scene.send(100)
    scene.stream.wait_until_caught_up()
    holder = _lease_holder(scene.stream)

    with StreamJob(scene.stream.settings.root, scene.broker.bootstrap, scene.events) as second:
        second.log = scene.stream.log.with_name("second.log")
        second.start()
        assert second.ended() == EXIT_LEASE_HELD
        assert f"is in use by process {holder}." in second.log_tail()

    driver = psutil.Process(scene.stream.pid).children(recursive=True)
    assert holder in {process.pid for process in driver}
    os.kill(scene.stream.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs(driver, timeout=ORPHAN_SECONDS)
    assert alive == []
    assert f"the process {scene.stream.pid} that submitted it is gone" in scene.stream.log_tail()

    scene.stream.kill()
    scene.stream.start()
    scene.send(50)
    assert scene.verdict().differences == ()
    assert scene.stream.drain() == 0


def _lease_holder(stream: StreamJob) -> int:
    (lease,) = (Path(stream.settings.root) / "run").glob("*.lease")
    return int(lease.read_text())
