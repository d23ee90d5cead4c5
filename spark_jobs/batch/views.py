"""The batch view: the touched event dates summed again from silver, by the transforms that the speed layer uses."""

from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS, Table
from spark_jobs.batch.tables import date_condition, read
from spark_jobs.transforms.sums import add_up_products, add_up_sales, with_buckets


def replace_views(spark: SparkSession, settings: Settings, dates: Set[date] | None) -> None:
    """Replace these event dates of `batch/sales` and `batch/products` by the sums of silver; None means all."""
    silver = read(spark, settings, SILVER_EVENTS)
    if dates is not None:
        silver = silver.where(F.col("event_date").isin(sorted(dates)))
    sums = with_buckets(silver)
    views = {
        BATCH_SALES: add_up_sales(sums, by=("event_date",)),
        BATCH_PRODUCTS: add_up_products(sums, by=("event_date",)),
    }
    # Side by side: half of the time of a commit is spent on one core.
    with ThreadPoolExecutor(len(views)) as pool:
        writes = [
            pool.submit(write_dates, settings, table, _shaped(rows, table), dates) for table, rows in views.items()
        ]
    for write in writes:
        write.result()


def write_dates(settings: Settings, table: Table, rows: DataFrame, dates: Set[date] | None) -> None:
    """Make `rows` all that the table has of these event dates, in one commit; None replaces the whole table."""
    writer = rows.write.format("delta").mode("overwrite")
    if dates is not None:
        writer = writer.option("replaceWhere", date_condition(dates))
    writer.save(settings.table_uri(table.name))


def _shaped(sums: DataFrame, table: Table) -> DataFrame:
    # One task a date: one file a date.
    rows = sums.select(*(F.col(name).cast(kind).alias(name) for name, kind in table.columns.items()))
    return rows.repartition("event_date")
