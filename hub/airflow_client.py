"""Airflow's REST API, as the launcher and the backend use it."""

import http.client
import json
import threading
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from hub.errors import AirflowUnavailable

_SECONDS = 10


class Answer(NamedTuple):
    """What Airflow answered: an HTTP status and the decoded body."""

    status: int
    body: dict[str, Any]

    @property
    def problem(self) -> str:
        """What Airflow says is wrong, as text."""
        return f"{self.status}, {self.body.get('detail', self.body)}"


class AirflowClient:
    """One user of one Airflow. Logs in when it must; safe to use from several threads."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = url.rstrip("/")
        self._user = user
        self._credentials = {"username": user, "password": password}
        self._token = ""
        self._logging_in = threading.Lock()

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """Return the answer to a request. Raises AirflowUnavailable when none comes, or the user is not let in."""
        token = self._token or self._log_in("")
        answer = self._send(method, path, body, token)
        if answer.status == http.client.UNAUTHORIZED:
            # Tokens last a day, and none outlives the secret that Airflow signs them with.
            answer = self._send(method, path, body, self._log_in(token))
        return answer

    def _log_in(self, expired: str) -> str:
        with self._logging_in:
            if self._token == expired:
                answer = self._send("POST", "/auth/token", self._credentials, "")
                if answer.status != http.client.CREATED:
                    raise AirflowUnavailable(
                        f"Airflow at {self._url} does not let the user {self._user} in: {answer.problem}.",
                        hint="Set HUB_AIRFLOW_USER and HUB_AIRFLOW_PASSWORD to a user that may start runs.",
                    )
                self._token = str(answer.body["access_token"])
            return self._token

    def _send(self, method: str, path: str, body: dict[str, Any] | None, token: str) -> Answer:
        address = urlsplit(self._url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=_SECONDS)
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            connection.request(method, address.path + path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            return Answer(response.status, json.loads(response.read() or b"{}"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise AirflowUnavailable(
                f"Airflow at {self._url} does not answer: {error!r}.",
                hint="`hub status` says whether it runs; HUB_AIRFLOW_URL says where it is looked for.",
            ) from error
        finally:
            connection.close()
