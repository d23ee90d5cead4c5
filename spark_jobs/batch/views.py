"""The batch view: the touched event dates summed again from silver, by the transforms that the speed layer uses.

Spark adds up; the sums are few, and delta-rs commits them in a hundredth of the time that a Spark job takes for it.
"""

from collections.abc import Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from pyspark.sql import DataFrame, SparkSession

from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS
from spark_jobs.batch.tables import event_dates_in, on_dates, read, replace_dates
from spark_jobs.transforms.sums import add_up_products, add_up_sales, with_buckets

# Bounds the driver's memory in a rebuild: the sums of so many dates are held at a time.
_DATES_AT_ONCE = 31
_VIEWS = (BATCH_SALES, BATCH_PRODUCTS)


def replace_views(spark: SparkSession, settings: Settings, dates: Set[date] | None) -> None:
    """Replace these event dates of `batch/sales` and `batch/products` by the sums of silver; None means all."""
    if dates is None:
        dates = set().union(*(event_dates_in(settings, table) for table in (SILVER_EVENTS, *_VIEWS)))
    for part in _parts(dates):
        sums = with_buckets(read(spark, settings, SILVER_EVENTS, files=on_dates(part)))
        views = [add_up_sales(sums, by=("event_date",)), add_up_products(sums, by=("event_date",))]
        # Side by side: each leaves a core idle for half of its time.
        with ThreadPoolExecutor(len(views)) as pool:
            found = list(pool.map(DataFrame.toArrow, views))
        for table, rows in zip(_VIEWS, found, strict=True):
            replace_dates(settings, table, rows, part)


def _parts(dates: Set[date]) -> Iterator[set[date]]:
    ordered = sorted(dates)
    for first in range(0, len(ordered), _DATES_AT_ONCE):
        yield set(ordered[first : first + _DATES_AT_ONCE])
