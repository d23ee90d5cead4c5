"""The Java that a stack runs on."""

from collections.abc import Mapping
from pathlib import Path

from hub.errors import ServiceFailed
from hub.installer.java import OLDEST_JAVA, RUNTIME, find_java
from hub.spark_submit import REPOSITORY


def java_home(environment: Mapping[str, str]) -> Path:
    """Return the JAVA_HOME that set-up chose, else one of this environment that fits. Raises ServiceFailed."""
    chosen = REPOSITORY / RUNTIME
    if (chosen / "bin" / "java").exists():
        return chosen
    found = find_java(environment)
    if found is None:
        raise ServiceFailed(
            f"There is no Java {OLDEST_JAVA} or newer here.",
            hint="Run `make setup`, which brings one, or set JAVA_HOME.",
        )
    return found
