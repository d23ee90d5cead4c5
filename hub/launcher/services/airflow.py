"""Airflow in its own environment: database, API server, scheduler and DAG processor, all on loopback.

Not `airflow standalone`, which starts forty processes and leaves some of them behind when it is stopped.
"""

import hashlib
import json
import shutil
from functools import partial
from pathlib import Path

from hub.launcher.ports import LOOPBACK
from hub.launcher.profiles import AIRFLOW_DATABASE
from hub.launcher.secrets import write_private
from hub.launcher.service import Service
from hub.launcher.services.airflow_api import USER, AirflowApi
from hub.launcher.services.web import is_healthy
from hub.launcher.stack import Stack
from hub.settings import Settings
from hub.spark_submit import REPOSITORY

AIRFLOW = REPOSITORY / ".venv-airflow" / "bin" / "airflow"
POOLS = {"lake_writer": (1, "Writers of silver and of the batch views, one at a time.")}
_PINS = REPOSITORY / "requirements" / "airflow.txt"
_NEW_DATABASE = REPOSITORY / ".cache" / "airflow"
_MIGRATE_SECONDS = 300
_READY_SECONDS = 300


def prepare_airflow(stack: Stack) -> str:
    """Bring Airflow's database up to date; return where it is.

    A migration takes as long as all of Kafka's start, so it runs only for an Airflow that the database does not know
    yet, and a new stack begins with a copy of the database that set-up made, in which the DAGs are already read.
    """
    home = airflow_home(stack.settings)
    write_private(home / "passwords.json", json.dumps({USER: stack.secrets["AIRFLOW_PASSWORD"]}))
    database, is_sqlite = home / "airflow.db", not _on_postgresql(stack.settings)
    migrated_for = home / ("migrated-for" if is_sqlite else "migrated-for-postgresql")
    if is_sqlite and not database.exists() and (_NEW_DATABASE / "migrated-for").exists():
        shutil.copyfile(_NEW_DATABASE / "airflow.db", database)
        shutil.copyfile(_NEW_DATABASE / "migrated-for", migrated_for)
    pins = hashlib.sha256(_PINS.read_bytes()).hexdigest()
    if not migrated_for.exists() or migrated_for.read_text().strip() != pins:
        stack.run("airflow-migrate", [str(AIRFLOW), "db", "migrate"], seconds=_MIGRATE_SECONDS, **_variables(stack))
        migrated_for.write_text(pins)
    return str(home) if is_sqlite else f"PostgreSQL, {AIRFLOW_DATABASE}"


def start_airflow(stack: Stack) -> str:
    """Start Airflow's components, wait until they work; return the UI's address."""
    variables, port = _variables(stack), stack.settings.airflow_port
    url = f"http://{LOOPBACK}:{port}/"
    stack.start(Service("airflow-api", (str(AIRFLOW), "api-server"), variables, port, url))
    stack.start(Service("airflow-scheduler", (str(AIRFLOW), "scheduler", "--skip-serve-logs"), variables))
    stack.start(Service("airflow-dag-processor", (str(AIRFLOW), "dag-processor"), variables))
    stack.await_ready("airflow-api", lambda: is_healthy(port, "/api/v2/version"), seconds=_READY_SECONDS)
    api = airflow_api(stack)
    for name, (slots, meaning) in POOLS.items():
        api.create_pool(name, slots, meaning)
    for name, component in (("airflow-scheduler", "scheduler"), ("airflow-dag-processor", "dag_processor")):
        stack.await_ready(name, partial(api.component_is_healthy, component), seconds=_READY_SECONDS)
    return url


def airflow_api(stack: Stack) -> AirflowApi:
    """Return Airflow's API, used as its administrator."""
    return AirflowApi(stack.settings.airflow_port, USER, stack.secrets["AIRFLOW_PASSWORD"])


def airflow_home(settings: Settings) -> Path:
    """Return the folder of Airflow's database, logs and configuration."""
    return settings.root / "airflow"


def _on_postgresql(settings: Settings) -> bool:
    return settings.database_url.get_secret_value().startswith("postgres")


def _database_url(settings: Settings) -> str:
    """Return Airflow's database: beside Django's on the same PostgreSQL server, or a file."""
    if not _on_postgresql(settings):
        return f"sqlite:///{airflow_home(settings) / 'airflow.db'}"
    server = settings.database_url.get_secret_value().partition("://")[2].rpartition("/")[0]
    return f"postgresql+psycopg2://{server}/{AIRFLOW_DATABASE}"


def _variables(stack: Stack) -> dict[str, str]:
    settings, home = stack.settings, airflow_home(stack.settings)
    address = f"http://{LOOPBACK}:{settings.airflow_port}"
    sections: dict[str, dict[str, object]] = {
        "CORE": {
            "DAGS_FOLDER": REPOSITORY / "dags",
            "LOAD_EXAMPLES": False,
            "EXECUTOR": "LocalExecutor",
            # The stream has one slot all day; each slot is a process that waits.
            "PARALLELISM": 3,
            "DEFAULT_TIMEZONE": "utc",
            "SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": home / "passwords.json",
            "EXECUTION_API_SERVER_URL": f"{address}/execution/",
            "FERNET_KEY": stack.secrets["AIRFLOW_FERNET_KEY"],
        },
        "DATABASE": {"SQL_ALCHEMY_CONN": _database_url(settings)},
        "API": {
            "HOST": LOOPBACK,
            "PORT": settings.airflow_port,
            "BASE_URL": address,
            "WORKERS": 1,
            "SECRET_KEY": stack.secrets["AIRFLOW_SECRET_KEY"],
        },
        "API_AUTH": {"JWT_SECRET": stack.secrets["AIRFLOW_JWT_SECRET"]},
        # A run whose scheduler or worker was killed is taken up again within a minute, not five.
        "SCHEDULER": {
            "SCHEDULER_HEALTH_CHECK_THRESHOLD": 15,
            "ORPHANED_TASKS_CHECK_INTERVAL": 10,
            "TASK_INSTANCE_HEARTBEAT_TIMEOUT": 60,
        },
        # A file that changes is read again at once; reading those that do not costs seconds of a core each time.
        "DAG_PROCESSOR": {"PARSING_PROCESSES": 1, "REFRESH_INTERVAL": 60, "MIN_FILE_PROCESS_INTERVAL": 3600},
    }
    variables = {
        f"AIRFLOW__{section}__{key}": str(value) for section, keys in sections.items() for key, value in keys.items()
    }
    return variables | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW_CONN_SPARK_DEFAULT": json.dumps({"conn_type": "spark", "host": settings.spark_master}),
    }
