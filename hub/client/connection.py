"""Requests to the API over HTTP, with the standard library alone."""

import http.client
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from hub.errors import ApiRefused

JSON = "application/json"


class Response(NamedTuple):
    """What the server answered."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage

    def json(self) -> Any:
        """Return the decoded body, None when there is none; a number with a fraction is a Decimal."""
        return json.loads(self.body, parse_float=Decimal) if self.body else None


class Connection:
    """One server and one token. Every request opens a connection of its own, so threads may share this."""

    def __init__(self, url: str, token: str = "", *, seconds: float = 120) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._seconds = seconds

    def send(
        self, method: str, path: str, parameters: Mapping[str, Any] = {}, *, body: Any = None, accept: str = JSON
    ) -> Response:
        """Return the answer to a request; parameters that are None are left out. Raises ApiRefused."""
        query = urlencode({name: written(value) for name, value in parameters.items() if value is not None})
        response = self._exchange(method, f"{path}?{query}" if query else path, body, accept)
        if response.status >= http.client.BAD_REQUEST:
            raise _refusal(response)
        return response

    def _exchange(self, method: str, target: str, body: Any, accept: str) -> Response:
        address = urlsplit(self._url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=self._seconds)
        headers = {"Accept": accept} | ({"Authorization": f"Token {self._token}"} if self._token else {})
        sent = None if body is None else json.dumps(body, default=written)
        try:
            connection.request(
                method, address.path + target, sent, headers if sent is None else headers | {"Content-Type": JSON}
            )
            answer = connection.getresponse()
            return Response(answer.status, answer.read(), answer.headers)
        except (OSError, http.client.HTTPException) as error:
            raise ApiRefused(
                f"Nothing answers at {self._url}/: {error!r}.",
                hint="Start the stack with `hub up`, or give the address of one that runs (HUB_API_PORT).",
                code="unreachable",
            ) from error
        finally:
            connection.close()


def written(value: Any) -> str:
    """Return a value as the API reads it. Raises ValueError for a time without a zone."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone. Give one, for example tzinfo=datetime.UTC.")
    return value.isoformat() if isinstance(value, date) else str(value)


def _refusal(response: Response) -> ApiRefused:
    try:
        told = json.loads(response.body)
        message, hint, code, data = (told[name] for name in ("message", "hint", "code", "data"))
    except (ValueError, KeyError, TypeError):
        # Not the API's own words: something between it and us, or a server that is not the hub.
        message, hint = f"The server answered {response.status}.", "`hub logs django` says more."
        code, data = "unknown", {}
    return ApiRefused(message, hint=hint, code=code, data=data, status=response.status)
