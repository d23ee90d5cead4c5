"""A step that a thread repeats: woken, tried again after a failure, finished before the end."""

import threading

import pytest

from backend.alerts import loops
from backend.alerts.loops import Loop
from tests.support.waiting import wait_until


def test_a_loop_steps_at_once_when_it_is_woken_and_ends_with_its_last_step_done() -> None:
    steps: list[int] = []
    loop = Loop("test", lambda: steps.append(1), pause=600)
    loop.start()
    wait_until(lambda: len(steps) == 1, seconds=5, what="the first step")
    loop.wake()
    wait_until(lambda: len(steps) == 2, seconds=5, what="the second step")
    loop.stop()
    assert len(steps) == 2


def test_a_loop_outlives_any_number_of_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "_WAITS_AFTER_FAILURES", (0.0, 0.0))
    done = threading.Event()
    tries: list[int] = []

    def fails() -> None:
        tries.append(1)
        if len(tries) <= 2000:
            raise OSError("away")
        done.set()

    loop = Loop("test", fails, pause=600)
    loop.start()
    assert done.wait(30)
    loop.stop()
