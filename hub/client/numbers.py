"""Rows about sales and stock. Each class mirrors a shape of `docs/reference/openapi.json`."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.client.pages import Provenance


@dataclass(frozen=True)
class Sums:
    """Sums, or by how much they differ; `revenue` is `gross` less `refunds`, `orders` are sale events."""

    revenue: Decimal
    gross: Decimal
    refunds: Decimal
    orders: int
    units: int
    views: int


@dataclass(frozen=True)
class Measures(Sums):
    """Sums in one currency."""

    currency: str


@dataclass(frozen=True)
class PlatformTotal(Measures):
    """What one marketplace sold."""

    platform: str


@dataclass(frozen=True)
class Window(PlatformTotal):
    """What one marketplace sold in [window_start, window_end)."""

    window_start: datetime
    window_end: datetime


@dataclass(frozen=True)
class Product(PlatformTotal):
    """One of the first products."""

    rank: int
    product_id: str
    product_name: str


@dataclass(frozen=True)
class Stock:
    """The last known quantity of a product in a warehouse."""

    platform: str
    product_id: str
    product_name: str
    category: str | None
    warehouse: str | None
    stock_quantity: int
    low: bool
    event_time: datetime
    ingested_at: datetime
    event_id: str


@dataclass(frozen=True)
class Summary(Provenance):
    """Totals of [from_, to)."""

    from_: datetime
    to: datetime
    day: date | None
    zone: str
    results: tuple[PlatformTotal, ...]
    totals: tuple[Measures, ...]


@dataclass(frozen=True)
class Top(Provenance):
    """The first products of [from_, to)."""

    from_: datetime
    to: datetime
    day: date | None
    zone: str
    results: tuple[Product, ...]


@dataclass(frozen=True)
class Quarantined:
    """A record that is not an event; the first 2,048 of its bytes are shown."""

    ingest_seq: int
    ingested_at: datetime
    topic_id: str
    partition: int
    offset: int
    kafka_timestamp: datetime | None
    reason: str
    detail: str
    raw_bytes: int | None
    raw_base64: str | None
    raw_text: str | None
    truncated: bool
