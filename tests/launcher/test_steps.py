"""Steps run as early as what they need allows, and the first failure ends them all."""

import threading

import pytest

from hub.errors import ServiceFailed
from hub.launcher.steps import Step, run_steps

PATIENCE = 10


class Heard:
    """Remembers what a start told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def started(self, name: str) -> None:
        self.lines.append(f"{name} started")

    def finished(self, name: str, detail: str, seconds: float) -> None:
        self.lines.append(f"{name} {detail}")


def test_a_step_waits_for_what_it_needs() -> None:
    heard = Heard()
    steps = [Step("topics", lambda: "created", after=("broker",)), Step("broker", lambda: "up")]
    run_steps(steps, heard, threading.Event())
    assert heard.lines == ["broker started", "broker up", "topics started", "topics created"]


def test_steps_that_need_nothing_of_each_other_run_at_the_same_time() -> None:
    together = threading.Barrier(2, timeout=PATIENCE)

    def meet() -> str:
        together.wait()
        return "met"

    run_steps([Step("one", meet), Step("other", meet)], Heard(), threading.Event())


def test_a_failure_ends_the_waits_of_the_others_and_is_raised() -> None:
    stopping = threading.Event()

    def fail() -> str:
        raise ServiceFailed("kafka ended.")

    def wait() -> str:
        assert stopping.wait(PATIENCE)
        raise ServiceFailed("django was not waited for.")

    with pytest.raises(ServiceFailed, match="kafka ended"):
        run_steps([Step("django", wait), Step("kafka", fail)], Heard(), stopping)
    assert stopping.is_set()


def test_what_comes_after_a_failure_is_not_started() -> None:
    def fail() -> str:
        raise ServiceFailed("kafka ended.")

    heard = Heard()
    with pytest.raises(ServiceFailed, match="kafka ended"):
        run_steps([Step("kafka", fail), Step("topics", str, after=("kafka",))], heard, threading.Event())
    assert heard.lines == ["kafka started"]


def test_an_error_that_nobody_foresaw_is_told_as_a_failed_start() -> None:
    def fail() -> str:
        raise KeyError("x")

    with pytest.raises(ServiceFailed, match="KeyError"):
        run_steps([Step("kafka", fail)], Heard(), threading.Event())
