"""Servers that the machine's package manager brings: where they are, or what to install."""

import os
import shutil
from pathlib import Path

from hub.errors import ServiceFailed

# Debian keeps PostgreSQL's server out of PATH, a folder a version.
_POSTGRESQL = Path("/usr/lib/postgresql")


def postgresql_program(name: str) -> Path:
    """Return a program of the newest PostgreSQL here, `postgres` or `initdb`. Raises ServiceFailed."""
    versions = sorted(_POSTGRESQL.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = shutil.which(name)
    found = [*versions, *([Path(on_path)] if on_path else [])]
    if not found:
        raise ServiceFailed(
            f"The full profile needs PostgreSQL, and there is no {name} here.",
            hint="Run `apt-get install postgresql`, or name a server of your own in HUB_DATABASE_URL.",
        )
    return found[0]


def redis_program() -> Path:
    """Return the Redis server. Raises ServiceFailed."""
    found = shutil.which("redis-server", path=f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin")
    if found is None:
        raise ServiceFailed(
            "The full profile needs Redis, and there is no redis-server here.",
            hint="Run `apt-get install redis-server`, or name a server of your own in HUB_REDIS_URL.",
        )
    return Path(found)
