"""The two kinds of stack. The full one starts servers of its own for whatever no setting names a server for.

A stack remembers its profile, so that `hub status` or `hub token` find it without being told.
"""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from hub.launcher.ports import LOOPBACK
from hub.launcher.secrets import stack_secrets
from hub.settings import Settings, get_settings

EMBEDDED, FULL = "embedded", "full"
BUCKET = "hub"
DATABASE_USER = "hub"
DATABASE, AIRFLOW_DATABASE = "hub", "airflow"


def stack_settings(profile: str | None = None) -> Settings:
    """Return the settings of the stack in HUB_HOME: of the profile that is asked for, else of the one it had last."""
    settings = get_settings()
    told = settings.profile if "profile" in settings.model_fields_set else ""
    chosen = profile or told or _recorded(settings.root) or EMBEDDED
    return _with_own_servers(settings) if chosen == FULL else settings.model_copy(update={"profile": chosen})


def record_profile(settings: Settings) -> None:
    """Remember the profile of the stack that is being started."""
    path = _record(settings.root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(settings.profile)


def own_s3_endpoint(settings: Settings) -> str:
    """Return the address of the stack's own S3 server."""
    return f"http://{LOOPBACK}:{settings.s3_port}"


def own_spark_master(settings: Settings) -> str:
    """Return the address of the stack's own Spark master."""
    return f"spark://{LOOPBACK}:{settings.spark_port}"


def own_database_url(settings: Settings) -> str:
    """Return the address of the stack's own PostgreSQL, with its password."""
    password = stack_secrets(settings.root)["POSTGRESQL_PASSWORD"]
    return f"postgresql://{DATABASE_USER}:{password}@{LOOPBACK}:{settings.database_port}/{DATABASE}"


def own_redis_url(settings: Settings) -> str:
    """Return the address of the stack's own Redis, with its password."""
    return f"redis://:{stack_secrets(settings.root)['REDIS_PASSWORD']}@{LOOPBACK}:{settings.redis_port}/0"


def _with_own_servers(settings: Settings) -> Settings:
    given = {name for name in settings.model_fields_set if getattr(settings, name)}
    values: dict[str, Any] = {"profile": FULL}
    if "s3_endpoint" not in given:
        kept = stack_secrets(settings.root)
        values["s3_endpoint"] = own_s3_endpoint(settings)
        values["s3_access_key"] = SecretStr(kept["S3_ACCESS_KEY"])
        values["s3_secret_key"] = SecretStr(kept["S3_SECRET_KEY"])
    bucket = settings.lake_bucket or BUCKET
    values |= {
        name: value
        for name, value in {
            "lake_uri_setting": f"s3a://{bucket}/lake",
            "checkpoint_uri_setting": f"s3a://{bucket}/checkpoints",
            "spark_master": own_spark_master(settings),
            "database_url": SecretStr(own_database_url(settings)),
            "redis_url": SecretStr(own_redis_url(settings)),
        }.items()
        if name not in given
    }
    return settings.model_copy(update=values)


def _recorded(root: Path) -> str:
    path = _record(root)
    return path.read_text() if path.exists() else ""


def _record(root: Path) -> Path:
    return root / "run" / "profile"
