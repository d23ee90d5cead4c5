"""A checkpoint has one driver, and a driver has a parent: neither a second one nor an orphan writes to the lake."""

import psutil
import pytest

from hub.errors import EXIT_LEASE_HELD
from tests.chaos.drivers import kill_parent, lease_holder, start_second_driver
from tests.chaos.scene import Scene

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


def test_a_second_driver_is_refused_and_a_driver_without_its_parent_ends(scene: Scene) -> None:
    scene.stream.start(submitted=True)
    scene.send(100)
    scene.stream.wait_until_caught_up()
    holder = lease_holder(scene)
    assert holder in {process.pid for process in psutil.Process(scene.stream.pid).children(recursive=True)}

    exit_code, last_line = start_second_driver(scene)
    assert exit_code == EXIT_LEASE_HELD
    assert f"is in use by process {holder}. One driver per checkpoint" in last_line

    kill_parent(scene)
    assert f"the process {scene.stream.pid} that submitted it is gone" in scene.stream.log_tail()

    scene.stream.kill()
    scene.stream.start()
    scene.send(50)
    assert scene.verdict().differences == ()
    assert scene.stream.drain() == 0
