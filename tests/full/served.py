"""What a stack serves over REST, and what a recount of its topic says it must."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.launcher.stack import Stack
from tests.oracle.recount import recount
from tests.oracle.topic import read_topic
from tests.oracle.verdict import ZONE

TOPIC = "ecommerce-events"
_PERIOD = timedelta(days=10)


class Revenue(NamedTuple):
    """A marketplace's sums of one currency."""

    revenue: Decimal
    gross: Decimal
    refunds: Decimal
    orders: int
    units: int
    views: int


def bootstrap(stack: Stack) -> str:
    """Return where the stack's broker is."""
    return f"127.0.0.1:{stack.ports['HUB_KAFKA_PORT']}"


def recounted(stack: Stack) -> dict[tuple[str, str], Revenue]:
    """Return the sums by marketplace and currency, counted from the topic's records in plain Python."""
    sums: dict[tuple[str, str], Revenue] = {}
    for (_, platform, currency), pane in recount(read_topic(bootstrap(stack), TOPIC), ZONE).sales.items():
        before = sums.get((platform, currency), Revenue(Decimal(), Decimal(), Decimal(), 0, 0, 0))
        added = zip(before, pane[: len(before)], strict=True)
        sums[platform, currency] = Revenue(*(one + other for one, other in added))
    return sums


class Api:
    """The stack's REST API, read with a token."""

    def __init__(self, stack: Stack) -> None:
        self._root = f"http://127.0.0.1:{stack.ports['HUB_API_PORT']}/api/"
        told = stack.hub("token", "--role", "viewer")
        assert told.returncode == 0, told.stderr
        self._token = told.stdout.strip()

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """Return an answer."""
        request = Request(f"{self._root}{path}?{urlencode(query)}", headers={"Authorization": f"Token {self._token}"})
        with urlopen(request, timeout=30) as response:
            answer: dict[str, Any] = json.load(response)
            return answer

    def summary(self) -> dict[str, Any]:
        """Return the answer about all that the topic can hold."""
        now = datetime.now(UTC).replace(microsecond=0, second=0)
        period = {"from": (now - _PERIOD).isoformat(), "to": (now + timedelta(hours=1)).isoformat()}
        return self.get("sales/summary/", **period)

    def served(self) -> dict[tuple[str, str], Revenue]:
        """Return the sums that are served, by marketplace and currency."""
        return {
            (row["platform"], row["currency"]): Revenue(
                Decimal(row["revenue"]),
                Decimal(row["gross"]),
                Decimal(row["refunds"]),
                row["orders"],
                row["units"],
                row["views"],
            )
            for row in self.summary()["results"]
        }
