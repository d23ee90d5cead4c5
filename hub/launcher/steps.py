"""Starting what does not depend on each other at the same time, and what does in order."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Protocol

from hub.errors import HubError, ServiceFailed


@dataclass(frozen=True)
class Step:
    """One line of the start: `run` returns where its part is once that is ready; `after` names what it needs."""

    name: str
    run: Callable[[], str]
    after: tuple[str, ...] = ()


class Listener(Protocol):
    """Is told how the start goes, from several threads."""

    def started(self, name: str) -> None:
        """A step has begun."""

    def finished(self, name: str, detail: str, seconds: float) -> None:
        """A step is done."""


def run_steps(steps: Sequence[Step], listener: Listener, stopping: threading.Event) -> None:
    """Run every step, each as soon as those that it comes after are done.

    At the first failure `stopping` is set, which ends the waits of the others, and that failure is raised.
    """
    done = {step.name: threading.Event() for step in steps}

    def run(step: Step) -> None:
        for name in step.after:
            while not done[name].wait(timeout=0.2):
                if stopping.is_set():
                    raise ServiceFailed(f"{step.name} was not started: the stack is being stopped.")
        began = time.monotonic()
        listener.started(step.name)
        detail = step.run()
        listener.finished(step.name, detail, time.monotonic() - began)
        done[step.name].set()

    with ThreadPoolExecutor(max_workers=len(steps), thread_name_prefix="start") as pool:
        futures: list[Future[None]] = [pool.submit(run, step) for step in steps]
        finished, _ = wait(futures, return_when=FIRST_EXCEPTION)
        failed = next((future.exception() for future in finished if future.exception()), None)
        if failed is not None:
            stopping.set()
    if isinstance(failed, HubError):
        raise failed
    if failed is not None:
        raise ServiceFailed(f"The start failed: {failed!r}") from failed
