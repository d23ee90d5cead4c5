"""The life of a stack in the foreground: start, watch, stop."""

import shutil
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from hub.errors import HubError, ServiceFailed
from hub.launcher.console import Report
from hub.launcher.guardian import Guardian
from hub.launcher.lock import StackLock
from hub.launcher.members import members
from hub.launcher.plan import ports, require_programs
from hub.launcher.ports import require_free
from hub.launcher.stack import Stack
from hub.launcher.steps import Step, run_steps
from hub.launcher.stopping import stop_request, stop_stack
from hub.settings import Settings

_LEAST_FREE_BYTES = 1_000_000_000
_WATCH_SECONDS = 1.0


class Launcher:
    """Starts a stack, watches it until it is asked to stop or a service ends, and stops it."""

    def __init__(self, settings: Settings, report: Report) -> None:
        self._settings = settings
        self._report = report
        self._asked_to_stop = threading.Event()
        self._stopping = threading.Event()

    def run(
        self,
        plan: Callable[[Stack], Sequence[Step]],
        *,
        on_ready: Callable[[Stack], None],
        environment: Mapping[str, str],
    ) -> None:
        """Take the steps of `plan`, then run until Ctrl-C, SIGTERM or SIGHUP. Raises HubError when a service failed.

        Whatever happens, nothing is left running; a guardian sees to that even when this process is killed.
        """
        root = self._settings.root
        root.mkdir(parents=True, exist_ok=True)
        with StackLock(root, wait=False):
            self._clear_leftovers()
            require_room(self._settings)
            require_programs(self._settings)
            require_free(ports(self._settings))
            stack = Stack(self._settings, environment, self._stopping)
            stop_request(root).unlink(missing_ok=True)
            guardian = Guardian(root)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, self._on_signal)
            try:
                self._live(stack, plan(stack), on_ready)
            finally:
                self._report.close()
                self._report.say("Stopping: the stream drains, then everything ends.")
                self._stopping.set()
                stop_stack(root)
                guardian.dismiss()
                self._report.say("Stopped.")

    def _live(self, stack: Stack, steps: Sequence[Step], on_ready: Callable[[Stack], None]) -> None:
        try:
            run_steps(steps, self._report, self._stopping)
        except HubError:
            if self._asked_to_stop.is_set():
                return
            raise
        on_ready(stack)
        while not self._asked_to_stop.wait(_WATCH_SECONDS):
            if failure := stack.ended():
                raise failure

    def _clear_leftovers(self) -> None:
        if members(self._settings.root):
            self._report.say("Stopping what an earlier stack left behind.")
            stop_stack(self._settings.root)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop.set()
        self._stopping.set()


def require_room(settings: Settings) -> None:
    """Raise ServiceFailed when the disk of HUB_HOME is nearly full."""
    free = shutil.disk_usage(settings.root).free
    if free < _LEAST_FREE_BYTES:
        raise ServiceFailed(
            f"The disk of {settings.root} has {free / 1e6:.0f} MB free; {_LEAST_FREE_BYTES / 1e6:.0f} MB are needed.",
            hint="Make room there, or set HUB_HOME to a folder on another disk.",
        )
