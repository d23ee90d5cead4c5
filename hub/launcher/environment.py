"""The variables that every program of a stack gets."""

from collections.abc import Mapping

from hub.launcher.secrets import stack_secrets
from hub.settings import Settings
from hub.spark_submit import REPOSITORY


def product_environment(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with the stack's folder and secrets, so that a program finds them wherever it runs."""
    return {
        **environment,
        "HUB_HOME": str(settings.root),
        "HUB_SECRET_KEY": stack_secrets(settings.root)["HUB_SECRET_KEY"],
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        # Without a limit each thread's allocations keep an area of their own; a stack has hundreds of threads.
        "MALLOC_ARENA_MAX": "2",
    }
