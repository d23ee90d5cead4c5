"""The variables that every program of a stack gets."""

from collections.abc import Mapping

from hub.launcher.secrets import stack_secrets
from hub.settings import Settings
from hub.spark_submit import REPOSITORY


def product_environment(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with the stack's folder, servers and secrets, so that a program finds them anywhere."""
    return {
        **environment,
        "HUB_HOME": str(settings.root),
        "HUB_PROFILE": settings.profile,
        "HUB_LAKE_URI": settings.lake_uri,
        "HUB_CHECKPOINT_URI": settings.checkpoint_uri,
        "HUB_S3_ENDPOINT": settings.s3_endpoint,
        "HUB_S3_ACCESS_KEY": settings.s3_access_key.get_secret_value(),
        "HUB_S3_SECRET_KEY": settings.s3_secret_key.get_secret_value(),
        "HUB_SPARK_MASTER": settings.spark_master,
        "HUB_DATABASE_URL": settings.database_url.get_secret_value(),
        "HUB_REDIS_URL": settings.redis_url.get_secret_value(),
        "HUB_SECRET_KEY": stack_secrets(settings.root)["HUB_SECRET_KEY"],
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        # Without a limit each thread's allocations keep an area of their own; a stack has hundreds of threads.
        "MALLOC_ARENA_MAX": "2",
    }
