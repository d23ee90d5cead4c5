"""The real server over a lake of a test's own: Django on uvicorn, a process that can be stopped and started again."""

import http.client
import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from hub.settings import Settings
from tests.support.waiting import wait_until

_ROOT = Path(__file__).parents[2]
_START_SECONDS = 60
_STOP_SECONDS = 60


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """One server. Its settings name its folder and its port."""

    settings: Settings
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.api_port}/"

    def start(self) -> None:
        """Bring the database up to date, start the server and wait until it answers."""
        self.manage("migrate", "--no-input")
        server = [sys.executable, "-m", "uvicorn", "backend.config.asgi:application"]
        options = ["--host", "127.0.0.1", "--port", str(self.settings.api_port), "--timeout-graceful-shutdown", "1"]
        with (self.settings.root / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*server, *options],
                cwd=_ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        wait_until(self._is_healthy, seconds=_START_SECONDS, what=f"the server at {self.url}")

    def stop(self) -> None:
        """End the server and wait for its end."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_STOP_SECONDS)
            self._process = None

    def login_link(self, role: str = "viewer") -> str:
        """Return a link that logs a user of that role in, once."""
        return self.manage("loginlink", "--role", role)

    def manage(self, *arguments: str) -> str:
        """Run a management command of Django's; return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            cwd=_ROOT,
            env=self._environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "backend.config.settings",
            "HUB_HOME": str(self.settings.root),
            "HUB_API_PORT": str(self.settings.api_port),
            # No broker: a server of a test must not tell its rules to a stack that happens to run here.
            "HUB_KAFKA_BOOTSTRAP": "127.0.0.1:1",
            "HUB_SECRET_KEY": "of-no-worth-" * 5,
            "PYTHONPATH": str(_ROOT),
        }

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.api_port, timeout=5)
        try:
            connection.request("GET", "/api/health/")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()
