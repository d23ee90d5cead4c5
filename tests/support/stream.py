"""The stream as a process of its own, submitted as Airflow submits it, which a test may drain, kill and start again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow.compute as pc

from hub.lake import open_table
from hub.settings import Settings, load_settings
from hub.spark_submit import command, environment
from hub.tables import BRONZE_INGESTS
from tests.oracle.topic import end_offsets
from tests.support.waiting import wait_until

START_SECONDS = 120
CATCH_UP_SECONDS = 240
END_SECONDS = 90
JOB = "streaming_sales_agg"

# Starts its arguments as a child and waits: killed with SIGKILL, it leaves the child without its parent.
_SUBMITTER = "import subprocess, sys; sys.exit(subprocess.Popen(sys.argv[1:]).wait())"


class StreamJob:
    """One stack's stream: `home` keeps its lake, checkpoint and log; `variables` are further settings (`HUB_…`).

    On exit from the `with` block whatever still runs is killed.
    """

    def __init__(self, home: Path, bootstrap: str, topic: str = "ecommerce-events", **variables: str) -> None:
        self.bootstrap = bootstrap
        self.topic = topic
        self.log = home / "stream.log"
        self._variables = {"HUB_KAFKA_BOOTSTRAP": bootstrap, "HUB_EVENTS_TOPIC": topic} | variables
        self.settings = _settings(home, self._variables)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def lake(self) -> Path:
        """Folder of the tables."""
        return Path(self.settings.lake_uri)

    @property
    def checkpoint(self) -> Path:
        """Folder of the checkpoint."""
        return Path(self.settings.checkpoint_uri) / "stream"

    @property
    def running(self) -> bool:
        """Whether the process that was submitted is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process that was submitted: the driver's JVM, or the submitter of `start(submitted=True)`."""
        if self._process is None:
            raise RuntimeError("The stream has not been started.")
        return self._process.pid

    def start(self, *, submitted: bool = False) -> None:
        """Start a driver; with `submitted` as the child of a small process, which `pid` then names."""
        if self.running:
            raise RuntimeError(f"The stream already runs as process {self.pid}.")
        self.stop_request.unlink(missing_ok=True)
        arguments = command(self.settings, JOB)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SUBMITTER, *arguments] if submitted else arguments,
                env=clean_environment() | environment(self.settings) | self._variables,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def stop_request(self) -> Path:
        """The file whose existence asks the stream to drain and end."""
        return self.settings.root / "run" / "stream.stop"

    def kill(self) -> None:
        """End the driver at once, JVM and Python alike, as `kill -9` does."""
        if self._process is not None:
            # The group, because the process that was submitted may be gone and its driver alive.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def drain(self) -> int:
        """Ask the driver to finish the batch in flight and end; return its exit code."""
        self.stop_request.parent.mkdir(parents=True, exist_ok=True)
        self.stop_request.touch()
        return self.ended()

    def ended(self, seconds: float = END_SECONDS) -> int:
        """Wait until the driver has ended by itself and return its exit code."""
        if self._process is None:
            raise RuntimeError("The stream has not been started.")
        return self._process.wait(timeout=seconds)

    def progress(self) -> tuple[int, dict[int, int]]:
        """Return the newest whole batch and where it ends by partition; (0, {}) before the first."""
        if not (self.lake / BRONZE_INGESTS.name / "_delta_log").exists():
            return 0, {}
        rows = open_table(self.settings, BRONZE_INGESTS).to_pyarrow_dataset().to_table(columns=["ingest_seq", "ranges"])
        newest = pc.max(rows["ingest_seq"]).as_py()
        if newest is None:
            return 0, {}
        (row,) = rows.filter(pc.equal(rows["ingest_seq"], newest)).to_pylist()
        return newest, {each["partition"]: each["end"] for each in row["ranges"]}

    def has_caught_up(self) -> bool:
        """Whether every record that the topic holds now is in the lake."""
        ends = {partition: end for partition, end in end_offsets(self.bootstrap, self.topic).items() if end}
        return ends.items() <= self.progress()[1].items()

    def wait_until_caught_up(self, seconds: float = CATCH_UP_SECONDS) -> None:
        """Wait until every record that the topic holds is in the lake."""
        wait_until(
            lambda: self._alive() and self.has_caught_up(), seconds=seconds, what=f"the end of {self.topic}", every=0.2
        )

    def log_tail(self, lines: int = 30) -> str:
        """Return the end of the driver's log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def _alive(self) -> bool:
        if not self.running:
            raise RuntimeError(f"The stream ended with {self.ended()}:\n{self.log_tail()}")
        return True


def clean_environment() -> dict[str, str]:
    """Return this process's variables without any of the product's."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "MOCK_", "KAFKA_"))}


def _settings(home: Path, variables: Mapping[str, str]) -> Settings:
    names = {"HUB_KAFKA_BOOTSTRAP": "kafka_bootstrap_setting"}
    return load_settings(
        home=home, **{names.get(name, name.removeprefix("HUB_").lower()): value for name, value in variables.items()}
    )
