"""The speed layer is disposable: this makes it again from bronze, by silver's exact rule."""

import logging

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import write_deltalake
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.lake import arrow_schema, open_table
from hub.seams import prune_floor
from hub.settings import Settings
from hub.tables import (
    BRONZE_EVENTS,
    BRONZE_INGESTS,
    PUBLICATIONS,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
    Table,
)
from spark_jobs.stream.ledger import Ingest
from spark_jobs.transforms.arrivals import first_arrivals
from spark_jobs.transforms.contributions import with_contributions
from spark_jobs.transforms.stock import last_stock
from spark_jobs.transforms.sums import add_up_products, add_up_sales, with_buckets

_LOG = logging.getLogger(__name__)


def prunable_upto(settings: Settings) -> int:
    """Return the batch up to which the speed tables' rows may be deleted. Raises LakeError."""
    rows = open_table(settings, PUBLICATIONS).to_pyarrow_dataset().to_table(columns=["published_at", "seam"])
    return prune_floor(rows.sort_by([("published_at", "descending")]).slice(0, 2)["seam"].to_pylist())


def speed_is_complete(settings: Settings, newest: Ingest) -> bool:
    """Say whether every batch that counted an event past the prune floor has its rows in the speed layer."""
    floor = prunable_upto(settings)
    ingests = open_table(settings, BRONZE_INGESTS).to_pyarrow_dataset()
    counted = ingests.to_table(columns=["ingest_seq"], filter=_counted_events() & (pc.field("ingest_seq") > floor))
    expected = set(counted["ingest_seq"].to_pylist())
    for table in (SPEED_SALES, SPEED_PRODUCTS):
        rows = open_table(settings, table).to_pyarrow_dataset().to_table(columns=["ingest_seq"])
        missing = expected - set(pc.unique(rows["ingest_seq"]).to_pylist())
        if missing:
            _LOG.warning("%s lacks %s batches, the first is %s.", table.name, len(missing), min(missing))
            return False
    return not _stock_is_missing(settings, newest)


def _stock_is_missing(settings: Settings, newest: Ingest) -> bool:
    """Say whether the stock table is empty although bronze has stock updates; it is deleted whole or not at all."""
    if open_table(settings, SPEED_STOCK).count():
        return False
    bronze = open_table(settings, BRONZE_EVENTS).to_pyarrow_dataset()
    updates = (pc.field("event_type") == "stock_update") & (pc.field("ingest_seq") <= newest.ingest_seq)
    return len(bronze.head(1, columns=["ingest_seq"], filter=updates)) > 0


def rebuild_speed(spark: SparkSession, settings: Settings, newest: Ingest, *, after: int | None = None) -> None:
    """Replace the speed tables by what bronze says, past batch `after` (the prune floor) and up to the batch `newest`.

    Each table changes in one commit, so that a reader sees the old rows or the new ones. Rows of a later batch stay: it
    may be half written, and its tables would refuse them when it is run again.
    """
    floor = prunable_upto(settings) if after is None else after
    bronze = spark.read.format("delta").load(settings.table_uri(BRONZE_EVENTS.name))
    whole = bronze.where(F.col("ingest_seq") <= newest.ingest_seq).drop("raw")
    counted = first_arrivals(whole)
    sums = with_buckets(with_contributions(counted.where(F.col("ingest_seq") > floor)))
    seq = ("ingest_seq",)
    _replace(settings, SPEED_SALES, add_up_sales(sums, by=seq), newest)
    _replace(settings, SPEED_PRODUCTS, add_up_products(sums, by=seq), newest)
    _replace(settings, SPEED_STOCK, last_stock(counted), newest)
    _LOG.warning("Rebuilt the speed layer from bronze for batches %s to %s.", floor + 1, newest.ingest_seq)


def _replace(settings: Settings, table: Table, rows: DataFrame, newest: Ingest) -> None:
    schema = arrow_schema(table)
    collected: pa.Table = rows.toArrow()
    write_deltalake(
        open_table(settings, table),
        collected.select(schema.names).cast(schema),
        mode="overwrite",
        predicate=f"ingest_seq <= {newest.ingest_seq}",
    )


def _counted_events() -> pc.Expression:
    return pc.field("valid") > pc.field("repeats")
