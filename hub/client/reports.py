"""Reports about the past. Each class mirrors a shape of `docs/reference/openapi.json`."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.client.numbers import Measures, PlatformTotal, Summary
from hub.client.operations import PublicationOfThen
from hub.client.pages import Provenance


@dataclass(frozen=True)
class AsOf(Summary):
    """What was shown at a moment."""

    at: datetime
    method: str
    """`as_served`, or `recounted` when the tables' versions of then are no longer kept."""
    publication: PublicationOfThen | None


@dataclass(frozen=True)
class Batch:
    """A whole batch of the stream; number 0 is before the first."""

    ingest_seq: int
    ingested_at: datetime | None


@dataclass(frozen=True)
class KnownRow(PlatformTotal):
    """What was known of one marketplace; `day` when days were asked for."""

    day: date | None


@dataclass(frozen=True)
class AsKnown(Provenance):
    """What was known at a moment."""

    from_: datetime
    to: datetime
    day: date | None
    zone: str
    at: datetime | None
    known: Batch
    results: tuple[KnownRow, ...]
    totals: tuple[Measures, ...]


@dataclass(frozen=True)
class RefundSums:
    """Refunds of one currency by their own date, and by that of their sale."""

    currency: str
    gross: Decimal
    refunds: Decimal
    revenue: Decimal
    refunds_by_refund_date: Decimal
    refunds_by_sale_date: Decimal
    difference: Decimal
    unmatched: Decimal
    unmatched_events: int


@dataclass(frozen=True)
class RefundRow(RefundSums):
    """The same of one marketplace."""

    day: date | None
    platform: str


@dataclass(frozen=True)
class Refunds(Provenance):
    """Refunds by the one date and the other."""

    from_: datetime
    to: datetime
    day: date | None
    zone: str
    at: datetime | None
    known: Batch
    basis: str
    results: tuple[RefundRow, ...]
    totals: tuple[RefundSums, ...]


@dataclass(frozen=True)
class SettlingRow:
    """How much a window of an age still moves; a bound is None when too little is known."""

    platform: str
    currency: str
    age_seconds: int
    windows: int
    events_arrived: Decimal
    revenue_arrived: Decimal
    moves_at_most: Decimal | None
    held_out_windows: int
    held_out_within: int | None
    holds: bool | None


@dataclass(frozen=True)
class Settling(Provenance):
    """How long numbers take to settle."""

    window_seconds: int
    level: Decimal
    final_after_hours: int
    learned_from: date | None
    learned_to: date | None
    held_out_from: date | None
    held_out_to: date | None
    enough: bool
    message: str
    results: tuple[SettlingRow, ...]
