"""Django's management commands, run as programs of their own with the stack's secrets."""

import os
import subprocess
import sys

from hub.errors import ServiceFailed
from hub.launcher.environment import product_environment
from hub.settings import Settings

DJANGO = {"DJANGO_SETTINGS_MODULE": "backend.config.settings"}
_SECONDS = 60


def command(*arguments: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, "-m", "django", *arguments]


def ask(settings: Settings, *arguments: str) -> str:
    """Return what a management command prints. Raises ServiceFailed with its last line when it fails."""
    done = subprocess.run(
        command(*arguments),
        env={**product_environment(settings, os.environ), **DJANGO},
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        raise ServiceFailed(f"{' '.join(arguments)} failed: {last}.", hint="Start the stack once with `hub up`.")
    return done.stdout.strip()
