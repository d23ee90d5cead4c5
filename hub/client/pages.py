"""Lists that come a page at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from hub.client.connection import Connection
from hub.client.decoding import decode

Row = TypeVar("Row")


@dataclass(frozen=True)
class Provenance:
    """Which numbers an answer is made of; `settled` is the share of its events behind the seam."""

    receipt: str
    fresh_as_of: datetime | None
    settled: Decimal
    status: str


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page; `provenance` is None of lists that hold no numbers of the lake, and `body` is the answer as it came."""

    rows: tuple[Row, ...]
    provenance: Provenance | None
    body: Mapping[str, Any]


class Pages(Generic[Row]):
    """Every row of a list: iterating asks for one page after the other. Each page carries its own receipt."""

    def __init__(self, connection: Connection, path: str, parameters: Mapping[str, Any], kind: type[Row]) -> None:
        self._connection, self._path, self._parameters, self._kind = connection, path, parameters, kind

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows of all pages. Raises ApiRefused."""
        for page in self.pages():
            yield from page.rows

    def pages(self) -> Iterator[Page[Row]]:
        """Yield the pages. Raises ApiRefused."""
        body = self._connection.send("GET", self._path, self._parameters).json()
        yield self._page(body)
        while body["next"] is not None:
            # Only the path: a token goes to the server that it was made for, whatever host an answer names.
            behind = urlsplit(body["next"])
            body = self._connection.send("GET", f"{self._path}?{behind.query}").json()
            yield self._page(body)

    def first(self) -> Page[Row]:
        """Return the first page alone. Raises ApiRefused."""
        return next(self.pages())

    def _page(self, body: Mapping[str, Any]) -> Page[Row]:
        rows = tuple(decode(self._kind, row) for row in body["results"])
        return Page(rows, decode(Provenance, body) if "receipt" in body else None, body)
