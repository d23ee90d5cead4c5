"""The stack's own PostgreSQL, with a database for Django and one for Airflow.

PostgreSQL refuses to run as root. Where the stack does, in a container for example, the server runs as the user
`postgres`, which its package made.
"""

import os
import pwd
import shutil
import sys
from pathlib import Path

from hub.errors import ServiceFailed
from hub.launcher.ports import LOOPBACK
from hub.launcher.profiles import AIRFLOW_DATABASE, DATABASE, DATABASE_USER
from hub.launcher.secrets import write_private
from hub.launcher.service import Service
from hub.launcher.services.programs import postgresql_program
from hub.launcher.stack import Stack
from hub.settings import Settings

SERVER_USER = "postgres"
_SECONDS = 300
_ROOT = 0


def start_postgresql(stack: Stack) -> str:
    """Start the server on its data, made at first, and wait until both databases are there; return where it is."""
    home, port = stack.root / "postgresql", stack.settings.database_port
    if not (home / "data" / "PG_VERSION").exists():
        _initialise(stack, home)
    options = {
        "listen_addresses": LOOPBACK,
        "port": port,
        # Only by TCP and with the password.
        "unix_socket_directories": "",
        "max_connections": 60,
        "shared_buffers": "64MB",
    }
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command = as_server_user([str(postgresql_program("postgres")), "-D", str(home / "data"), *settings])
    stack.start(Service("postgresql", tuple(command), port=port, url=f"{LOOPBACK}:{port}"))
    stack.await_ready("postgresql", lambda: answers(stack.settings), seconds=_SECONDS)
    stack.run("postgresql-databases", [sys.executable, "-m", __name__], seconds=_SECONDS)
    return f"{LOOPBACK}:{port}"


def as_server_user(command: list[str]) -> list[str]:
    """Return the command line that runs `command` as a user whom PostgreSQL accepts."""
    if os.geteuid() != _ROOT:
        return command
    return ["setpriv", f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--init-groups", *command]


def require_postgresql(settings: Settings) -> None:
    """Raise ServiceFailed when there is no PostgreSQL, or when the stack runs as root and its user could not get in."""
    postgresql_program("postgres")
    if os.geteuid() != _ROOT:
        return
    way = [settings.root, *settings.root.parents]
    closed = [folder for folder in way if folder.exists() and not folder.stat().st_mode & 0o001]
    if closed:
        raise ServiceFailed(
            f"PostgreSQL runs as {SERVER_USER} where the stack runs as root, and {closed[0]} is closed to that user.",
            hint="Start the stack as an ordinary user, or set HUB_HOME to a folder that every user may pass through.",
        )


def answers(settings: Settings) -> bool:
    """Whether the server lets the stack's user in, or says that the database is not there yet."""
    import psycopg

    try:
        psycopg.connect(_maintenance_url(settings), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def create_databases(settings: Settings) -> None:
    """Create the databases that do not exist yet."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(_maintenance_url(settings), autocommit=True) as connection:
        existing = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        for name in (DATABASE, AIRFLOW_DATABASE):
            if name not in existing:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _maintenance_url(settings: Settings) -> str:
    return f"{settings.database_url.get_secret_value().rpartition('/')[0]}/postgres"


def _initialise(stack: Stack, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, mode=0o700)
    password = home / "password"
    write_private(password, stack.secrets["POSTGRESQL_PASSWORD"])
    if os.geteuid() == _ROOT:
        user = pwd.getpwnam(SERVER_USER)
        for path in (home, password):
            os.chown(path, user.pw_uid, user.pw_gid)
    options = [f"--username={DATABASE_USER}", "--auth=scram-sha-256", f"--pwfile={password}"]
    locale = ["--encoding=UTF8", "--no-locale"]
    command = [str(postgresql_program("initdb")), f"--pgdata={home / 'data'}", *options, *locale]
    stack.run("postgresql-init", as_server_user(command), seconds=_SECONDS)
    password.unlink()


if __name__ == "__main__":
    from hub.settings import get_settings

    create_databases(get_settings())
