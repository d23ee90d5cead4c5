"""When a run of the stream must end: asked to, its time is over, or the process that submitted it is gone."""

import os
import signal
import time
from pathlib import Path
from types import FrameType

import psutil
from pyspark.sql import SparkSession


def stop_request_file(home: Path) -> Path:
    """Return the file whose existence asks the stream to drain and end, and no run to begin."""
    return home / "run" / "stream.stop"


class StopConditions:
    """Collects every reason to stop; `reason()` names the first that holds."""

    def __init__(self, spark: SparkSession, *, home: Path, max_seconds: float) -> None:
        self._request = stop_request_file(home)
        self._deadline = time.monotonic() + max_seconds
        self._child = _submitted_process(spark)
        self._parent = self._child.ppid()
        self._signal: str | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def reason(self) -> str | None:
        """Return why the run must end, None while it may go on."""
        if self._signal:
            return self._signal
        if self._request.exists():
            return f"{self._request} asks for it"
        if time.monotonic() >= self._deadline:
            return "its time is over"
        if self._child.ppid() != self._parent:
            # An orphan would go on writing while whoever submitted it starts another.
            return f"the process {self._parent} that submitted it is gone"
        return None

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._signal = f"signal {signal.Signals(number).name}"


def _submitted_process(spark: SparkSession) -> psutil.Process:
    """Return the process whose parent submitted the job: the JVM under `spark-submit`, else this one."""
    context = spark.sparkContext
    jvm_pid: int = context._jvm.java.lang.ProcessHandle.current().pid()  # type: ignore[union-attr]
    return psutil.Process(jvm_pid if jvm_pid == os.getppid() else os.getpid())
