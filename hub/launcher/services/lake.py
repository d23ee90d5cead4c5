"""The lake's tables. Run as a program of its own, so that the launcher does not keep Arrow in memory."""

import sys

from hub.launcher.stack import Stack

_SECONDS = 60


def prepare_lake(stack: Stack) -> str:
    """Create the tables that do not exist yet; return where the lake is."""
    stack.run("lake", [sys.executable, "-m", "hub.launcher.services.lake"], seconds=_SECONDS)
    return stack.settings.lake_uri


if __name__ == "__main__":
    from hub.lake import create_tables
    from hub.settings import get_settings

    create_tables(get_settings())
