"""Where a run is found: here, and in Airflow."""

from urllib.parse import quote, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from rest_framework.request import Request

from hub.settings import get_settings


def run_address(dag_id: str, run_id: str) -> str:
    """Return the address of a run in this API."""
    return reverse("run", args=[dag_id, run_id])


def airflow_address(request: HttpRequest | Request, dag_id: str, run_id: str = "") -> str:
    """Return the address of a DAG's or a run's page in Airflow, which listens on the same machine as this server."""
    host = urlsplit(f"//{request.get_host()}").hostname
    page = f"http://{host}:{get_settings().airflow_port}/dags/{dag_id}"
    return f"{page}/runs/{quote(run_id, safe='')}" if run_id else page
