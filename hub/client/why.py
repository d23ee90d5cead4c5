"""Why a number moved. Each class mirrors a shape of `docs/reference/openapi.json`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.client.numbers import Measures
from hub.client.pages import Provenance


@dataclass(frozen=True)
class Served:
    """What was served at a moment; `as_published` is False when silver of then is read from silver of now."""

    at: datetime
    publication_id: str | None
    seam: int
    ingest_seq: int
    ingested_at: datetime | None
    as_published: bool


@dataclass(frozen=True)
class ServedSums(Measures):
    """Sums that were served, of so many events."""

    events: int


@dataclass(frozen=True)
class Bar:
    """What one cause changed; `events_url` lists its events."""

    cause: str
    revenue: Decimal
    gross: Decimal
    refunds: Decimal
    orders: int
    units: int
    views: int
    events: int
    events_url: str


@dataclass(frozen=True)
class Waterfall:
    """One currency: `start` plus `bars` is `end`, to the cent."""

    currency: str
    start: ServedSums
    bars: tuple[Bar, ...]
    end: ServedSums


@dataclass(frozen=True)
class Why(Provenance):
    """Why a period's number moved between two moments."""

    from_: Served
    to: Served
    period_from: datetime
    period_to: datetime
    platform: str | None
    results: tuple[Waterfall, ...]


@dataclass(frozen=True)
class WhyEvent:
    """An event of a bar, with its place in Kafka; the amounts of a bar's events add up to it."""

    cause: str
    sign: int
    topic_id: str
    partition: int
    offset: int
    ingest_seq: int
    ingested_at: datetime
    event_time: datetime
    platform: str
    event_id: str
    event_type: str
    product_id: str | None
    order_id: str | None
    refers_to: str | None
    currency: str
    amount: Decimal
    gross: Decimal
    refunds: Decimal
    orders: int
    units: int
    views: int
