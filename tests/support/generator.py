"""The marketplace simulator as a process of its own, sending to a test's broker."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.stream import clean_environment

REPOSITORY = Path(__file__).resolve().parents[2]
SEND_SECONDS = 600


class GeneratorRun:
    """One run of the generator: it starts at once and goes on beside the test until `finish`.

    On exit from a `with` block it is ended, whatever it has sent.
    """

    def __init__(self, bootstrap: str, topic: str, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator", f"--bootstrap={bootstrap}", f"--topic={topic}", "--json", *options],
            cwd=REPOSITORY,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def running(self) -> bool:
        """Whether it still sends."""
        return self._process.poll() is None

    def finish(self) -> dict[str, Any]:
        """Wait until everything is sent; return its tally. Raises RuntimeError when a message was not acknowledged."""
        output, errors = self._process.communicate(timeout=SEND_SECONDS)
        if self._process.returncode != 0:
            raise RuntimeError(f"The generator ended with {self._process.returncode}: {errors or output}")
        tally: dict[str, Any] = json.loads(output)
        return tally

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.running:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()


def generate(bootstrap: str, topic: str, *options: str) -> dict[str, Any]:
    """Send events (`--count=300`, `--seed=7`, …) and return the tally when all are acknowledged."""
    with GeneratorRun(bootstrap, topic, *options) as run:
        return run.finish()
