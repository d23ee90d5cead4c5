"""Events for lakes: ones that a test names, and days of a random marketplace with everything that goes wrong there."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.batch.lakes import START, Event, Lake

PLATFORMS = ("amazon", "mercado_livre", "shopee")


def sale(event_id: str, total: str = "10.00", *, at: datetime = START, **fields: Any) -> Event:
    """A sale of one piece."""
    money = {"quantity": 1, "unit_price": Decimal(total), "total": Decimal(total), "order_id": f"o-{event_id}"}
    return _event(event_id, "sale", at, **(money | fields))


def refund(event_id: str, amount: str, *, of: str, at: datetime = START, **fields: Any) -> Event:
    """A refund of the sale `of`."""
    return _event(event_id, "refund", at, **({"amount": Decimal(amount), "refers_to": of} | fields))


def view(event_id: str, *, at: datetime = START, **fields: Any) -> Event:
    """A look at a product."""
    return _event(event_id, "product_view", at, **fields)


def _event(event_id: str, kind: str, at: datetime, **fields: Any) -> Event:
    defaults = {
        "event_id": event_id,
        "event_time": at,
        "event_type": kind,
        "zone_assumed": False,
        "schema_version": 1,
        "platform": "amazon",
        "product_id": "p1",
        "product_name": "Fone",
        "currency": "BRL",
    }
    return defaults | fields


class Marketplace:
    """Days of random events, the same for the same seed: late, redelivered, conflicting, refunded, cancelled."""

    def __init__(self, seed: int, *, events_a_batch: int = 12) -> None:
        self._random = random.Random(seed)
        self._events_a_batch = events_a_batch
        self._past: list[Event] = []
        self._number = 0

    def day(self, lake: Lake, day: date, *, batches: int = 6) -> None:
        """Bring one day into the lake, a batch every few hours: further apart than live de-duplication remembers."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=START.tzinfo)
        for number in range(batches):
            at = midnight + timedelta(hours=24 * (number + 1) / batches) - timedelta(seconds=1)
            events = [self._draw(at) for _ in range(self._events_a_batch)]
            lake.ingest(*events, at=at, broken=self._random.randrange(2))
            self._past += events

    def _draw(self, now: datetime) -> Event:
        chance = self._random.random()
        if self._past and chance < 0.10:
            return dict(self._random.choice(self._past))
        if self._past and chance < 0.14:
            return self._conflict(self._random.choice(self._past))
        return self._fresh(now, late=chance > 0.85)

    def _conflict(self, event: Event) -> Event:
        if self._random.random() < 0.5:
            return event | {"event_time": event["event_time"] + timedelta(days=self._random.randint(-2, 2))}
        if event["event_type"] == "sale":
            return event | {"total": event["total"] + 1, "unit_price": event["total"] + 1, "quantity": 1}
        return event | {"region": "BA"}

    def _fresh(self, now: datetime, *, late: bool) -> Event:
        self._number += 1
        age = timedelta(seconds=self._random.randrange(4 * 86400 if late else 3600))
        fields = {
            "platform": self._random.choice(PLATFORMS),
            "product_id": f"p{self._random.randrange(4)}",
            "currency": self._random.choice(("BRL", "BRL", "USD")),
            "at": now - age,
        }
        event_id, cents = f"e{self._number}", Decimal(self._random.randrange(1, 500_000)) / 100
        kind = self._random.random()
        if kind < 0.6:
            return sale(event_id, f"{cents:.2f}", **fields)
        if kind < 0.75:
            return refund(event_id, f"{cents:.2f}", of=f"e{self._random.randrange(1, self._number + 1)}", **fields)
        if kind < 0.8:
            return _event(event_id, "cancellation", fields.pop("at"), amount=cents, refers_to="e1", **fields)
        return view(event_id, **fields)
