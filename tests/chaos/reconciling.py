"""The reconciliation as a process of its own, by plain `spark-submit`, which may be killed inside a step."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from hub.settings import Settings
from hub.spark_submit import command, environment
from tests.support.stream import clean_environment
from tests.support.waiting import wait_until

STEPS = ("silver/events", "batch/sales", "batch/products", "publications")
"""The tables that a run commits to, in this order."""
_SECONDS = 300
_LONGEST_PAUSE = 0.5


class Reconciler:
    """Runs `reconcile` on a stack's lake. `variables` are the settings that are not in its environment file."""

    def __init__(self, settings: Settings, variables: Mapping[str, str]) -> None:
        self._settings = settings
        self._variables = dict(variables)
        self._log = settings.root / "reconcile.log"

    def run(self) -> None:
        """Reconcile. Raises RuntimeError when it fails."""
        code = self._start().wait(timeout=_SECONDS)
        if code != 0:
            raise RuntimeError(f"The reconciliation ended with {code}:\n{self._log.read_text()[-3000:]}")

    def run_and_kill(self, step: str, chance: random.Random) -> None:
        """Kill the run with SIGKILL when it has committed to the table `step`, or a random moment later."""
        committed = _commits(Path(self._settings.lake_uri) / step)
        process = self._start()
        try:
            wait_until(
                lambda: process.poll() is not None or _commits(Path(self._settings.lake_uri) / step) > committed,
                seconds=_SECONDS,
                what=f"a commit to {step}",
                every=0.002,
            )
            if process.poll() is not None:
                raise RuntimeError(f"The reconciliation ended with {process.returncode} before its step {step}.")
            time.sleep(chance.uniform(0, _LONGEST_PAUSE))
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                command(self._settings, "reconcile", "--actor=a test", "--reason=readers are watching"),
                env=clean_environment() | environment(self._settings) | self._variables,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _commits(table: Path) -> int:
    return sum(1 for _ in (table / "_delta_log").glob("*.json"))
