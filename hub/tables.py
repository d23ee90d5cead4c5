"""The lake's tables: names, columns and layout, in one place for Spark, delta-rs and the documentation.

Types are Spark SQL's names. Money is `decimal(18,2)`, counts are `bigint`, time is UTC.
"""

from dataclasses import dataclass

MONEY = "decimal(18,2)"


@dataclass(frozen=True, eq=False)
class Table:
    """One Delta table: its path under the lake, its columns (name → type) and how it is laid out."""

    name: str
    columns: dict[str, str]
    partition_by: tuple[str, ...] = ()
    meaning: str = ""

    @property
    def ddl(self) -> str:
        """The columns as a Spark schema string."""
        return ", ".join(f"`{name}` {kind}" for name, kind in self.columns.items())


COORDINATES = {
    "ingest_seq": "bigint",
    "ingested_at": "timestamp",
    "ingest_date": "date",
    "topic_id": "string",
    "partition": "int",
    "offset": "bigint",
    "kafka_timestamp": "timestamp",
    "raw": "binary",
}

EVENT_FIELDS = {
    "event_id": "string",
    "event_time": "timestamp",
    "zone_assumed": "boolean",
    "platform": "string",
    "event_type": "string",
    "schema_version": "int",
    "product_id": "string",
    "product_name": "string",
    "order_id": "string",
    "refers_to": "string",
    "quantity": "bigint",
    "unit_price": MONEY,
    "total": MONEY,
    "amount": MONEY,
    "currency": "string",
    "customer_id": "string",
    "region": "string",
    "payment_method": "string",
    "category": "string",
    "stock_quantity": "bigint",
    "warehouse": "string",
    "session_id": "string",
    "device_type": "string",
    "referrer": "string",
}

CONTRIBUTIONS = {
    "revenue": MONEY,
    "gross": MONEY,
    "refunds": MONEY,
    "orders": "bigint",
    "units": "bigint",
    "views": "bigint",
}

MEASURES = CONTRIBUTIONS | {"events": "bigint"}

_SALES_KEY = {"pane_start": "timestamp", "platform": "string", "currency": "string"}
_PRODUCTS_KEY = {
    "hour_start": "timestamp",
    "platform": "string",
    "product_id": "string",
    "product_name": "string",
    "currency": "string",
}

BRONZE_EVENTS = Table(
    "bronze/events",
    COORDINATES | EVENT_FIELDS,
    ("ingest_date",),
    "Every valid record as it arrived, append-only.",
)
BRONZE_QUARANTINE = Table(
    "bronze/quarantine",
    COORDINATES | {"reason": "string", "detail": "string"},
    ("ingest_date",),
    "Every record that is not a valid event, byte for byte, with the reason.",
)
BRONZE_INGESTS = Table(
    "bronze/ingests",
    {
        "ingest_seq": "bigint",
        "ingested_at": "timestamp",
        "topic_id": "string",
        "ranges": "array<struct<partition:int,start:bigint,end:bigint,records:bigint,hash:string>>",
        "valid": "bigint",
        "quarantined": "bigint",
        "repeats": "bigint",
        "clock_set_back": "boolean",
        "content_hash": "string",
        "prev_hash": "string",
        "app_id": "string",
    },
    (),
    "One row a micro-batch, written last: the batch is whole.",
)
SPEED_SALES = Table(
    "speed/sales", {"ingest_seq": "bigint"} | _SALES_KEY | MEASURES, (), "Partial sums of 10-second panes."
)
SPEED_PRODUCTS = Table(
    "speed/products", {"ingest_seq": "bigint"} | _PRODUCTS_KEY | MEASURES, (), "Partial sums of a product's hours."
)
SPEED_STOCK = Table(
    "speed/stock",
    {
        "ingest_seq": "bigint",
        "ingested_at": "timestamp",
        "platform": "string",
        "product_id": "string",
        "product_name": "string",
        "category": "string",
        "warehouse": "string",
        "stock_quantity": "bigint",
        "event_time": "timestamp",
        "event_id": "string",
        "partition": "int",
        "offset": "bigint",
    },
    (),
    "The last stock value of each product and warehouse in the batch.",
)
ALERTS = Table(
    "alerts",
    {
        "alert_id": "string",
        "ingest_seq": "bigint",
        "raised_at": "timestamp",
        "timestamp": "timestamp",
        "platform": "string",
        "alert_type": "string",
        "message": "string",
        "event_id": "string",
        "product_id": "string",
        "product_name": "string",
        "value": MONEY,
        "threshold": MONEY,
        "historical": "boolean",
        "rule_id": "string",
        "rule_version": "int",
        "comparison": "string",
        "warehouse": "string",
        "partition": "int",
        "offset": "bigint",
    },
    (),
    "One row for each event that a rule fired on; `historical` ones notify nobody.",
)
ALERT_ENDINGS = Table(
    "alert_endings",
    {
        "ending_id": "string",
        "ingest_seq": "bigint",
        "partition": "int",
        "offset": "bigint",
        "ended_at": "timestamp",
        "kind": "string",
        "platform": "string",
        "event_id": "string",
        "event_time": "timestamp",
        "rule_id": "string",
        "rule_version": "int",
        "product_id": "string",
        "warehouse": "string",
        "value": MONEY,
        "refers_to": "string",
    },
    (),
    "One row for each event that ends an alert: a level that has recovered, or a sale that was taken back.",
)
SILVER_EVENTS = Table(
    "silver/events",
    {"event_date": "date"}
    | {name: kind for name, kind in COORDINATES.items() if name != "raw"}
    | EVENT_FIELDS
    | CONTRIBUTIONS,
    ("event_date",),
    "First arrival of each event with its contributions.",
)
BATCH_SALES = Table(
    "batch/sales", {"event_date": "date"} | _SALES_KEY | MEASURES, ("event_date",), "Exact sums of 10-second panes."
)
BATCH_PRODUCTS = Table(
    "batch/products",
    {"event_date": "date"} | _PRODUCTS_KEY | MEASURES,
    ("event_date",),
    "Exact sums of a product's hours.",
)
PUBLICATIONS = Table(
    "publications",
    {
        "publication_id": "string",
        "published_at": "timestamp",
        "seam": "bigint",
        "batch_version": "bigint",
        "batch_products_version": "bigint",
        "silver_version": "bigint",
        "verdict": "string",
        "events": "bigint",
        "drift": "string",
        "checks": "string",
        "actor": "string",
        "reason": "string",
    },
    (),
    "One row a publication: the newest decides what is served.",
)
AUDITS = Table(
    "audits",
    {
        "audit_id": "string",
        "finished_at": "timestamp",
        "kind": "string",
        "verdict": "string",
        "predicted": "string",
        "found": "string",
        "detail": "string",
    },
    (),
    "One row a run of vacuum or audit.",
)

PINS = Table(
    "pins",
    {
        "pin_id": "string",
        "pinned_at": "timestamp",
        "publication_id": "string",
        "actor": "string",
        "reason": "string",
        "name": "string",
        "receipt": "string",
        "sha256": "string",
        "body": "binary",
    },
    (),
    "One row a pinned publication or report: its versions stay readable for ever, and the report's bytes are here.",
)

TABLES = (
    BRONZE_EVENTS,
    BRONZE_QUARANTINE,
    BRONZE_INGESTS,
    SPEED_SALES,
    SPEED_PRODUCTS,
    SPEED_STOCK,
    ALERTS,
    ALERT_ENDINGS,
    SILVER_EVENTS,
    BATCH_SALES,
    BATCH_PRODUCTS,
    PUBLICATIONS,
    AUDITS,
    PINS,
)
