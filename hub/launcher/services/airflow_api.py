"""The few calls of Airflow's REST API that the launcher makes."""

import http.client
import json
from typing import Any

from hub.errors import ServiceFailed
from hub.launcher.ports import LOOPBACK

_SECONDS = 10


class AirflowApi:
    """Airflow's REST API on a loopback port, used as one of its users."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._port = port
        self._credentials = {"username": user, "password": password}
        self._token = ""

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

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        if not self._token:
            _, answer = self._request("POST", "/auth/token", self._credentials)
            self._token = answer.get("access_token", "")
        return self._request(method, path, body)

    def _request(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, dict[str, Any]]:
        """Return the status and the decoded answer; status 0 when nothing answers."""
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self._token}"} if self._token else {}
        )
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=_SECONDS)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
            return 0, {"error": str(error)}
        finally:
            connection.close()
