"""CPU time of a process and all its descendants, sampled while they live."""

import threading
import time
from types import TracebackType
from typing import NamedTuple, Self

import psutil

_EVERY_SECONDS = 0.25


class Sample(NamedTuple):
    """CPU seconds that the tree has used up to a moment (seconds since the epoch)."""

    at: float
    cpu_seconds: float


class CpuMeter:
    """Samples a process tree in the background while the `with` block runs.

    What the kernel adds up for a parent counts only children that it has waited for; Spark's Python workers come and
    go below a daemon, so each process is followed, and the last figure of those that ended is kept.
    """

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._used: dict[tuple[int, float], float] = {}
        self._samples: list[Sample] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def used_between(self, start: float, end: float) -> float:
        """Return the CPU seconds between two moments."""
        return self._used_until(end) - self._used_until(start)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            try:
                family = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            for process in family:
                try:
                    times, key = process.cpu_times(), (process.pid, process.create_time())
                except psutil.NoSuchProcess:
                    continue
                self._used[key] = times.user + times.system
            self._samples.append(Sample(time.time(), sum(self._used.values())))

    def _used_until(self, moment: float) -> float:
        return max((sample.cpu_seconds for sample in self._samples if sample.at <= moment), default=0.0)
