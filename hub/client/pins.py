"""A pinned report beside today. Each class mirrors a shape of `docs/reference/openapi.json`."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.client.numbers import Sums
from hub.client.pages import Provenance


@dataclass(frozen=True)
class ComparisonRow:
    """A row of then and now, with what tells the report's rows apart; `change` is None when one is not in the list."""

    then: Sums | None
    now: Sums | None
    change: Sums | None
    window_start: datetime | None = None
    day: date | None = None
    platform: str | None = None
    product_id: str | None = None
    currency: str | None = None


@dataclass(frozen=True)
class ServedThen:
    """Which numbers the pinned report was made of."""

    receipt: str
    fresh_as_of: datetime | None
    settled: Decimal


@dataclass(frozen=True)
class Comparison(Provenance):
    """A pinned report beside today; `changed` counts the rows that differ."""

    pin_id: str
    question: str
    then: ServedThen
    results: tuple[ComparisonRow, ...]
    changed: int
