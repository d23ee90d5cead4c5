"""The rows of the small tables, as the rest of the backend sees them."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple


class IngestRow(NamedTuple):
    """The newest whole batch of the stream."""

    ingest_seq: int
    ingested_at: datetime


class PublicationRow(NamedTuple):
    """A row that made a batch view visible; `drift` and `checks` are JSON texts."""

    published_at: datetime
    seam: int
    publication_id: str
    batch_version: int
    batch_products_version: int
    silver_version: int
    verdict: str
    events: int | None
    drift: str | None
    checks: str | None
    actor: str | None
    reason: str | None


class StockRow(NamedTuple):
    """The last known quantity of a product in a warehouse."""

    ingest_seq: int
    partition: int
    offset: int
    ingested_at: datetime
    platform: str
    product_id: str
    product_name: str | None
    category: str | None
    warehouse: str | None
    stock_quantity: int
    event_time: datetime
    event_id: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the quantity is of."""
        return self.platform, self.product_id, self.warehouse or ""


class AlertRow(NamedTuple):
    """An alert; rows compare by when they came in, then by their identity."""

    ingest_seq: int
    alert_id: str
    raised_at: datetime
    timestamp: datetime
    platform: str
    alert_type: str
    message: str
    event_id: str
    product_id: str | None
    product_name: str | None
    value: Decimal
    threshold: Decimal
    historical: bool
    rule_id: str | None = None
    rule_version: int | None = None
    warehouse: str | None = None
