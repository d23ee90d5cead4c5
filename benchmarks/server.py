"""A server of the product's own for a benchmark: Django on loopback over a lake that the benchmark writes."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hub.launcher.environment import product_environment
from hub.launcher.management import DJANGO, ask, command
from hub.launcher.ports import LOOPBACK
from hub.launcher.services.web import is_healthy
from hub.settings import Settings

_SECONDS = 60


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """Serve the lake of `settings` on its port; yield a viewer's token."""
    environment = product_environment(settings, os.environ) | DJANGO | {"HUB_API_PORT": str(settings.api_port)}
    subprocess.run(command("migrate", "--no-input"), env=environment, check=True, stdout=subprocess.DEVNULL)
    token = ask(settings, "token", "--role", "viewer")
    arguments = ("backend.config.asgi:application", "--host", LOOPBACK, "--port", str(settings.api_port))
    process = subprocess.Popen(
        [command()[0], "-m", "uvicorn", *arguments, "--no-access-log", "--log-level", "warning"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + _SECONDS
        while not is_healthy(settings.api_port, "/api/health/"):
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit("The server did not get ready.")
            time.sleep(0.2)
        yield token
    finally:
        process.terminate()
        process.wait()
