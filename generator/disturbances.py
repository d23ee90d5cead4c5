"""What the way from a marketplace to the topic does to events: late, redelivered, out of order and broken ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from generator.encoding import encode
from generator.events import Writer
from generator.faults import choose_fault
from generator.marketplace import Marketplaces, Occurrence

Disturbance = Literal["repeated", "late", "out_of_order", "broken"]

LATEST = timedelta(days=3)
_SOONEST = timedelta(minutes=1)
_MOST_OVERTAKING = 50
_USUAL_REDELIVERY = 100


@dataclass(frozen=True)
class Rates:
    """How often things go wrong, each as a share of the events; `late` is a share of the sales and views."""

    duplicates: float = 0.01
    late: float = 0.01
    out_of_order: float = 0.02
    broken: float = 0.002
    refunds: float = 0.02


class Message(NamedTuple):
    """One record to send. `due` says when; `event_type` is that of the event, also where the message is broken."""

    key: bytes
    value: bytes | None
    event_time: datetime
    due: datetime
    event_type: str
    disturbance: Disturbance | None = None


class Disturber:
    """Turns what happens into messages, one for each moment at which one is due.

    Messages wait in a heap by the number of the slot at which they are sent. Stock updates are never held back, so
    those of one product keep their order; only redeliveries come after newer ones.
    """

    def __init__(self, marketplaces: Marketplaces, rates: Rates, *, zone: ZoneInfo, random: Random) -> None:
        self._marketplaces = marketplaces
        self._rates = rates
        self._random = random
        self._writer = Writer(zone, random)
        self._waiting: list[tuple[int, int, Message]] = []
        self._order = count()
        self._slot = 0

    def messages(self, moments: Iterable[datetime], events: int | None) -> Iterator[Message]:
        """Yield a message for each moment. With `events`, the number of moments, none is left waiting at the end."""
        for number, due in enumerate(moments):
            left = None if events is None else events - number
            message = self._waited(left) or self._fresh(due, left)
            self._slot += 1
            yield message._replace(due=due)

    def _waited(self, left: int | None) -> Message | None:
        if self._waiting and (self._waiting[0][0] <= self._slot or len(self._waiting) == left):
            return heappop(self._waiting)[-1]
        return None

    def _fresh(self, due: datetime, left: int | None) -> Message:
        """Return the next event's message, whole or broken, or another one that overtakes it."""
        occurrence = self._marketplaces.next(due)
        chance = self._random.random()
        held = 0
        if chance < self._rates.late and "region" in occurrence.event:
            message = self._late(occurrence)
        else:
            message = _message(occurrence)
            chance -= self._rates.late
            if 0 <= chance < self._rates.out_of_order and message.event_type != "stock_update":
                held = self._random.randrange(2, _MOST_OVERTAKING)
        if self._random.random() < self._rates.duplicates:
            self._wait(message._replace(disturbance="repeated"), held + self._redelivery(), left)
        if self._random.random() < self._rates.broken and self._wait(message, held or 1, left):
            return self._broken(occurrence, message)
        if held and self._wait(message._replace(disturbance="out_of_order"), held, left):
            return _message(self._marketplaces.next(due))
        return message

    def _wait(self, message: Message, slots: int, left: int | None) -> bool:
        """Let the message wait for so many slots, unless too few are left to send all that wait."""
        if left is not None and len(self._waiting) + 2 > left:
            return False
        heappush(self._waiting, (self._slot + slots, next(self._order), message))
        return True

    def _late(self, occurrence: Occurrence) -> Message:
        delay = _SOONEST * (LATEST / _SOONEST) ** self._random.random()
        moment = occurrence.moment - delay
        timestamp = self._writer.timestamp(occurrence.product.platform, moment)
        event = occurrence.event | {"timestamp": timestamp}
        return _message(Occurrence(event, occurrence.product, moment))._replace(disturbance="late")

    def _broken(self, occurrence: Occurrence, message: Message) -> Message:
        fault = choose_fault(occurrence.event, self._random)
        return message._replace(value=fault.breaks(occurrence.event, self._random), disturbance="broken")

    def _redelivery(self) -> int:
        return 2 + round(self._random.expovariate(1 / _USUAL_REDELIVERY))


def _message(occurrence: Occurrence) -> Message:
    event, product, moment = occurrence
    return Message(product.key, encode(event), moment, moment, str(event["event_type"]))
