"""The few calls of Airflow's REST API that the launcher makes."""

import http.client
from typing import Any

from hub.airflow_client import AirflowClient, Answer
from hub.errors import AirflowUnavailable, ServiceFailed
from hub.launcher.ports import LOOPBACK

USER = "admin"


class AirflowApi:
    """Airflow's REST API on a loopback port, used as one of its users."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._client = AirflowClient(f"http://{LOOPBACK}:{port}", user, password)

    def component_is_healthy(self, component: str) -> bool:
        """Whether a component (`scheduler`, `dag_processor`) has sent a heartbeat lately."""
        status, health = self._call("GET", "/api/v2/monitor/health")
        return status == http.client.OK and (health.get(component) or {}).get("status") == "healthy"

    def create_pool(self, name: str, slots: int, description: str) -> None:
        """Create a pool unless there is one of that name. Raises ServiceFailed."""
        status, answer = self._call("POST", "/api/v2/pools", {"name": name, "slots": slots, "description": description})
        if status not in (http.client.CREATED, http.client.CONFLICT):
            raise ServiceFailed(f"Airflow did not create the pool {name}: {status} {answer}.")

    def unpause(self, dag: str) -> bool:
        """Let a DAG run; False while Airflow does not know it yet."""
        status, _ = self._call("PATCH", f"/api/v2/dags/{dag}", {"is_paused": False})
        return status == http.client.OK

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """Return the answer; one of status 0 while Airflow does not answer or does not let its user in yet."""
        try:
            return self._client.call(method, path, body)
        except AirflowUnavailable as error:
            return Answer(0, {"detail": str(error)})
