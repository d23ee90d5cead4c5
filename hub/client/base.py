"""What every part of the client asks with."""

from typing import Any, TypeVar
from urllib.parse import quote

from hub.client.connection import Connection
from hub.client.decoding import decode
from hub.client.pages import Pages

T = TypeVar("T")


class Base:
    """One connection, and answers as typed rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _one(self, kind: type[T], path: str, parameters: dict[str, Any]) -> T:
        return decode(kind, self._connection.send("GET", f"/api/{path}/", named(parameters)).json())

    def _pages(self, kind: type[T], path: str, parameters: dict[str, Any]) -> Pages[T]:
        return Pages(self._connection, f"/api/{path}/", named(parameters), kind)

    def _sent(self, kind: type[T], method: str, path: str, body: Any = None) -> T:
        return decode(kind, self._connection.send(method, f"/api/{path}/", body=body).json())


def part(text: str) -> str:
    """Return a text as one part of a path."""
    return quote(text, safe="")


def named(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return parameters under the API's names: `from_` is its `from`."""
    return {name.rstrip("_"): value for name, value in parameters.items()}
