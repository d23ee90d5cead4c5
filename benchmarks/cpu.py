"""CPU time of a process and all its descendants, sampled while they live."""

import threading
import time
from collections import defaultdict
from types import TracebackType
from typing import NamedTuple, Self

import psutil

_EVERY_SECONDS = 0.25


JAVA, DRIVER, WORKERS = "Java", "Python driver", "Python workers"


class Sample(NamedTuple):
    """CPU seconds that each part of the tree has used up to a moment (seconds since the epoch)."""

    at: float
    cpu_seconds: dict[str, float]


class CpuMeter:
    """Samples a process tree in the background while the `with` block runs.

    What the kernel adds up for a parent counts only children that it has waited for; Spark's Python workers come and
    go below a daemon, so each process is followed, and the last figure of those that ended is kept.
    """

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._used: dict[tuple[int, float], tuple[str, float]] = {}
        self._samples: list[Sample] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def used_between(self, start: float, end: float) -> dict[str, float]:
        """Return the CPU seconds of each part between two moments."""
        before, after = self._used_until(start), self._used_until(end)
        return {part: after[part] - before.get(part, 0.0) for part in sorted(after)}

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
                    part = _part(process)
                except psutil.NoSuchProcess:
                    continue
                self._used[key] = part, times.user + times.system
            self._samples.append(Sample(time.time(), self._by_part()))

    def _by_part(self) -> dict[str, float]:
        sums: dict[str, float] = defaultdict(float)
        for part, seconds in self._used.values():
            sums[part] += seconds
        return dict(sums)

    def _used_until(self, moment: float) -> dict[str, float]:
        until = [sample.cpu_seconds for sample in self._samples if sample.at <= moment]
        return until[-1] if until else {}


def _part(process: psutil.Process) -> str:
    if process.name() == "java":
        return JAVA
    return WORKERS if "pyspark.daemon" in process.cmdline() else DRIVER
