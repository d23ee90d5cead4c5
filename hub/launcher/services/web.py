"""Django: the API and the dashboard, in one uvicorn process on loopback."""

import http.client
import sys

from hub.launcher.management import DJANGO, command
from hub.launcher.ports import LOOPBACK
from hub.launcher.service import Service
from hub.launcher.services.airflow_api import USER
from hub.launcher.stack import Stack

_SECONDS = 180


def start_web(stack: Stack) -> str:
    """Bring the database up to date, start the server, wait until it is healthy; return its address."""
    port = stack.settings.api_port
    url = f"http://{LOOPBACK}:{port}/"
    stack.run("django-migrate", command("migrate", "--no-input"), seconds=_SECONDS, **DJANGO)
    server = (sys.executable, "-m", "uvicorn", "backend.config.asgi:application")
    options = ("--host", LOOPBACK, "--port", str(port), "--no-access-log", "--timeout-graceful-shutdown", "3")
    variables = DJANGO | {"HUB_AIRFLOW_USER": USER, "HUB_AIRFLOW_PASSWORD": stack.secrets["AIRFLOW_PASSWORD"]}
    stack.start(Service("django", server + options, variables, port, url))
    stack.await_ready("django", lambda: is_healthy(port, "/api/health/"), seconds=_SECONDS)
    return url


def is_healthy(port: int, path: str) -> bool:
    """Whether this path on a loopback port answers 200 now."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
