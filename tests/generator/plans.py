"""Plans and platforms that the generator's tests share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from generator.disturbances import Rates
from generator.stream import Plan
from hub.contract import Event, Rejection, parse

NOON = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""Noon in São Paulo."""
ZONE = ZoneInfo("America/Sao_Paulo")
CALM = Rates(duplicates=0, late=0, out_of_order=0, broken=0, refunds=0.02)
ROUGH = Rates(duplicates=0.05, late=0.05, out_of_order=0.1, broken=0.05, refunds=0.05)


def back_fill(messages: int, **changes: Any) -> Plan:
    """A plan for so many messages of the two hours before NOON, of seed 7 unless changed."""
    plan = Plan(start=NOON, seed=7, zone=ZONE, past=timedelta(hours=2), back_fill=messages)
    return replace(plan, **changes)


def read(value: bytes | None, *, now: datetime = NOON) -> Event | Rejection:
    """What the event contract says of a message, by default at NOON."""
    return parse(value, now=now, zone=ZONE, max_bytes=900_000)


def events(values: list[bytes | None]) -> list[Event]:
    """The events that are valid, in the same order."""
    return [event for event in map(read, values) if isinstance(event, Event)]
