"""Whether a stack could run here: each thing that it needs, looked at."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from hub.errors import HubError
from hub.installer.jars import ALWAYS, DIRECTORY, LOCK, missing_jars, read_lock
from hub.installer.java import java_version
from hub.launcher.java import java_home
from hub.launcher.launcher import require_room
from hub.launcher.lock import lock_holder
from hub.launcher.members import members
from hub.launcher.plan import ports
from hub.launcher.ports import require_free
from hub.launcher.services.airflow import AIRFLOW
from hub.settings import Settings
from hub.spark_submit import REPOSITORY

DASHBOARD = REPOSITORY / "backend" / "static" / "dashboard" / "index.html"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what was seen, and what to do when it is not well."""

    name: str
    well: bool
    seen: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything that a stack needs, one thing after the other."""
    checks: dict[str, Callable[[], str]] = {
        "java": _java,
        "jars": partial(_jars, settings),
        "airflow": _airflow,
        "dashboard": _dashboard,
        "disk": partial(_disk, settings),
        "secrets": partial(_secrets, settings),
        "processes": partial(_processes, settings),
    }
    if lock_holder(settings.root) is None:
        checks["ports"] = partial(_ports, settings)
    for name, check in checks.items():
        try:
            yield Finding(name, True, check())
        except HubError as error:
            yield Finding(name, False, str(error))


def _java() -> str:
    home = java_home(os.environ)
    return f"version {java_version(home / 'bin' / 'java')} at {home.resolve()}"


def _jars(settings: Settings) -> str:
    sets = (*ALWAYS, "s3") if settings.lake_is_remote else ALWAYS
    locked = [jar for jar in read_lock(LOCK.read_text()) if jar.set in sets]
    if missing := missing_jars(locked, REPOSITORY / DIRECTORY):
        raise HubError(f"{len(missing)} of {len(locked)} jars are missing or changed.", hint="Run `make setup`.")
    return f"{len(locked)}, all as locked"


def _airflow() -> str:
    if not AIRFLOW.exists():
        raise HubError(f"Airflow is not installed at {AIRFLOW}.", hint="Run `make setup`.")
    return str(AIRFLOW)


def _dashboard() -> str:
    if not DASHBOARD.exists():
        raise HubError(f"The dashboard is not built at {DASHBOARD.parent}.", hint="Run `make setup`.")
    return str(DASHBOARD.parent)


def _disk(settings: Settings) -> str:
    settings.root.mkdir(parents=True, exist_ok=True)
    require_room(settings)
    return f"{shutil.disk_usage(settings.root).free / 1e9:.0f} GB free at {settings.root}"


def _secrets(settings: Settings) -> str:
    path = settings.root / "secrets.json"
    if not path.exists():
        return "none yet; the first start makes them"
    mode = path.stat().st_mode & 0o777
    if mode != 0o600:
        raise HubError(f"{path} has mode {mode:o}: others can read it.", hint=f"Run chmod 600 {path}")
    return f"{path}, readable by its owner only"


def _processes(settings: Settings) -> str:
    launcher, found = lock_holder(settings.root), len(members(settings.root))
    if launcher is None and found:
        raise HubError(f"{found} processes of a stack live without their launcher.", hint="Run `hub down`.")
    return f"{found}, started by pid {launcher}" if launcher else "none; the stack is not running"


def _ports(settings: Settings) -> str:
    wanted = ports(settings)
    require_free(wanted)
    return ", ".join(str(port) for port in wanted.values()) + " are free"
