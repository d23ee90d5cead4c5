"""What must be there before the services of a stack in containers start; the launcher's own steps do the same.

Run as a program, as often as one likes: it makes what is missing of databases, topics and tables.
"""

import os
import subprocess
import sys

from hub.lake import create_tables
from hub.launcher.management import DJANGO, command
from hub.launcher.services.kafka import create_topics
from hub.launcher.services.postgresql import create_databases
from hub.settings import get_settings


def main() -> int:
    """Make what is missing; return the exit code of Django's migration."""
    settings = get_settings()
    create_databases(settings)
    create_topics(settings)
    create_tables(settings)
    return subprocess.run(command("migrate", "--no-input"), env={**os.environ, **DJANGO}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
