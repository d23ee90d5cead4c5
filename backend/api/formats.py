"""How numbers and times are written in answers."""

import json
from datetime import UTC, datetime
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import Any

from backend.lake.columns import MEASURE_NAMES
from hub.tables import MEASURES, MONEY

_SHOWN = tuple(name for name in MEASURE_NAMES if name != "events")
_MONEY = frozenset(name for name in _SHOWN if MEASURES[name] == MONEY)
_FOUR_PLACES = Decimal("0.0001")


def money(cents: int) -> str:
    """Write cents as a decimal with two places: -5 is `-0.05`."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}.{rest:02d}"


def share(part: int, whole: int) -> str:
    """Write part/whole with four places, rounded down, so that only all of it reads 1.0000; 1 when there is nothing."""
    if not whole:
        return "1.0000"
    return str((Decimal(part) / Decimal(whole)).quantize(_FOUR_PLACES, rounding=ROUND_DOWN))


# A day of windows names each second six times, and most again in the next view.
@lru_cache(maxsize=32_768)
def second(seconds: int) -> str:
    """Write whole seconds since the epoch: `2026-11-24T15:00:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(moment: datetime | None) -> str | None:
    """Write a moment to the millisecond: `2026-11-24T15:00:01.250Z`."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def measures(values: list[int]) -> dict[str, Any]:
    """Write the measures of a row, in the order of `MEASURE_NAMES`."""
    named = dict(zip(MEASURE_NAMES, values, strict=False))
    return {name: money(named[name]) if name in _MONEY else named[name] for name in _SHOWN}


def to_json(value: Any) -> bytes:
    """Write compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
