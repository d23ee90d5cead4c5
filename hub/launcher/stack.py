"""The processes of one stack while its launcher runs."""

import os
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hub.errors import ServiceFailed
from hub.launcher.environment import product_environment
from hub.launcher.java import java_home
from hub.launcher.members import marks
from hub.launcher.record import Started, write_record
from hub.launcher.secrets import stack_secrets
from hub.launcher.service import Service
from hub.launcher.waiting import wait_until
from hub.settings import Settings
from hub.spark_submit import REPOSITORY, SPARK_ENVIRONMENT

LAST_LINES = 20


class Stack:
    """Starts programs with the stack's environment and log files, and knows which of them live.

    Safe to use from several threads; once `stopping` is set nothing more is started and every wait ends.
    """

    def __init__(self, settings: Settings, environment: Mapping[str, str], stopping: threading.Event) -> None:
        self.settings = settings
        self.root = settings.root
        self.secrets = stack_secrets(self.root)
        self.java_home = java_home(environment)
        self.stopping = stopping
        self._environment = self._base_environment(environment)
        self._processes: dict[str, tuple[Service, subprocess.Popen[bytes]]] = {}
        self._ready: set[str] = set()
        self._changing = threading.RLock()

    def start(self, service: Service) -> None:
        """Start a service, its output going to its log. Raises ServiceFailed when the stack is being stopped."""
        with self._changing, self.log_file(service.name).open("ab") as log:
            if self.stopping.is_set():
                raise ServiceFailed(f"{service.name} was not started: the stack is being stopped.")
            process = subprocess.Popen(
                service.command,
                env={**self.environment(service.name), **service.environment},
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._processes[service.name] = (service, process)
            self._write_record()

    def await_ready(self, name: str, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait until `ready()` holds. Raises ServiceFailed when the service ends first, or takes longer."""
        process = self._processes[name][1]
        self._await(name, lambda: process.poll() is not None or ready(), seconds)
        if process.poll() is not None:
            raise self._failure(name, f"ended with exit code {process.returncode} before it was ready")
        with self._changing:
            self._ready.add(name)
            self._write_record()

    def run(self, name: str, command: Sequence[str], *, seconds: float, **variables: str) -> None:
        """Run a program to its end. Raises ServiceFailed when it fails or takes longer."""
        service = Service(name, tuple(command), variables)
        self.start(service)
        process = self._processes[name][1]
        self._await(name, lambda: process.poll() is not None, seconds)
        with self._changing:
            del self._processes[name]
            self._write_record()
        if process.returncode != 0:
            raise self._failure(name, f"ended with exit code {process.returncode}")

    def pid(self, name: str) -> int:
        """Return the process of a service that was started."""
        return self._processes[name][1].pid

    def ended(self) -> ServiceFailed | None:
        """Return the failure of a service that has ended although the stack is up; None while all live."""
        with self._changing:
            for name, (_, process) in self._processes.items():
                if process.poll() is not None:
                    return self._failure(name, f"ended with exit code {process.returncode}")
        return None

    def environment(self, service: str) -> dict[str, str]:
        """Return the variables that a program of this service gets."""
        return self._environment | marks(self.root, service)

    def log_file(self, name: str) -> Path:
        """Return the file that takes this service's output."""
        path = self.root / "logs" / f"{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _await(self, name: str, condition: Callable[[], bool], seconds: float) -> None:
        held = wait_until(lambda: self.stopping.is_set() or condition(), seconds=seconds)
        if self.stopping.is_set():
            raise ServiceFailed(f"{name} was not waited for: the stack is being stopped.")
        if not held:
            raise self._failure(name, f"was not ready within {seconds:.0f} s")

    def _failure(self, name: str, what: str) -> ServiceFailed:
        log = self.log_file(name)
        with log.open(errors="replace") as lines:
            last = "".join(f"    {line.rstrip()}\n" for line in deque(lines, LAST_LINES))
        return ServiceFailed(
            f"{name} {what}. The end of its log:\n{last}",
            hint=f"Read {log}; `hub doctor` looks at what a stack needs.",
        )

    def _write_record(self) -> None:
        write_record(
            self.root,
            [
                Started(name, process.pid, service.port, service.url, "ready" if name in self._ready else "starting")
                for name, (service, process) in self._processes.items()
            ],
        )

    def _base_environment(self, environment: Mapping[str, str]) -> dict[str, str]:
        path = [str(SPARK_ENVIRONMENT / "bin"), str(self.java_home / "bin"), environment.get("PATH", os.defpath)]
        return {
            **product_environment(self.settings, environment),
            "JAVA_HOME": str(self.java_home),
            "PATH": os.pathsep.join(path),
        }
