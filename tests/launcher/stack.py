"""A whole stack of its own folder and ports, driven by the `hub` command as a person does."""

import http.client
import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from hub.launcher.members import members, stream_drivers
from hub.launcher.ports import free_port, is_free
from hub.spark_submit import REPOSITORY, SPARK_ENVIRONMENT
from tests.support.waiting import wait_until

HUB = SPARK_ENVIRONMENT / "bin" / "hub"
START_SECONDS = 900


@dataclass(frozen=True)
class Stack:
    """Where a stack under test lives."""

    home: Path
    ports: dict[str, int]

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of `hub` with these arguments."""
        return [str(HUB), *arguments]

    def environment(self) -> dict[str, str]:
        """Return the variables that make a process belong to this stack."""
        ports = {name: str(port) for name, port in self.ports.items()}
        return {**os.environ, **ports, "HUB_HOME": str(self.home), "NO_COLOR": "1"}

    def hub(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `hub` for this stack."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment(),
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS,
        )

    def status(self) -> dict[str, Any]:
        """Return what `hub status --json` tells."""
        told: dict[str, Any] = json.loads(self.hub("status", "--json").stdout)
        return told

    def stream_drivers(self) -> list[psutil.Process]:
        """Return the processes that run the stream."""
        return stream_drivers(self.home)

    def get(self, path: str, **headers: str) -> int:
        """Return the status with which the API answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["HUB_API_PORT"], timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def ask(self, method: str, path: str, token: str, body: Any = None) -> tuple[int, Any]:
        """Return the status and the body with which the API answers whoever has this token."""
        headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["HUB_API_PORT"], timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def await_gone(self) -> None:
        """Wait until no process of the stack lives and all its ports are free."""
        wait_until(
            lambda: not members(self.home) and all(is_free(port) for port in self.ports.values()),
            seconds=60,
            what=f"the end of every process and port of the stack in {self.home}",
            every=0.2,
        )


def new_stack(home: Path, *more: str) -> Stack:
    """Return a stack in `home` on free ports, also for the variables in `more`, not started yet."""
    names = ("HUB_KAFKA_PORT", "HUB_API_PORT", "HUB_AIRFLOW_PORT", *more)
    return Stack(home, {name: free_port() for name in names})
