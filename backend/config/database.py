"""Django's database, from the one URL that settings give."""

from typing import Any
from urllib.parse import unquote, urlsplit

from hub.errors import SettingsError
from hub.settings import Settings

_SQLITE_SECONDS_TO_WAIT = 20
_POSTGRESQL_SECONDS_KEPT = 60


def database(settings: Settings) -> dict[str, Any]:
    """Return Django's description of the database. Raises SettingsError for a URL of another kind."""
    url = settings.database_url.get_secret_value()
    if not url:
        return _sqlite(str(settings.root / "django.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": _POSTGRESQL_SECONDS_KEPT,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingsError(
        f"HUB_DATABASE_URL begins with {parts.scheme!r}, which is no database that Django is set up for.",
        hint="Write postgresql://user:password@host:port/name, or sqlite:///folder/file.",
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Readers do not wait for the one writer, and a writer waits for its turn at once instead of failing midway.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": _SQLITE_SECONDS_TO_WAIT,
        },
    }
