"""Adding contributions up: 10-second panes for sales, hours for products.

`add_up(a ∪ b) == add_up(add_up(a) ∪ add_up(b))`: sums of sums are sums, whatever the order and the grouping of
arrivals. That property lets the speed layer append partial sums, and the seam cut history anywhere.
"""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from hub.tables import MEASURES, SPEED_PRODUCTS, SPEED_SALES, Table

PANE_SECONDS = 10
HOUR_SECONDS = 3600


def with_buckets(events: DataFrame) -> DataFrame:
    """Add what the sums group by: `pane_start`, `hour_start`, and `events` (1) to count with."""
    return events.select(
        "*",
        _floor("event_time", PANE_SECONDS).alias("pane_start"),
        _floor("event_time", HOUR_SECONDS).alias("hour_start"),
        F.lit(1).cast("bigint").alias("events"),
    )


def add_up_sales(rows: DataFrame, *, by: tuple[str, ...] = ()) -> DataFrame:
    """Sum the measures of each pane, platform and currency, and of each of the columns `by` besides."""
    return _add_up(rows, SPEED_SALES, by)


def add_up_products(rows: DataFrame, *, by: tuple[str, ...] = ()) -> DataFrame:
    """Sum the measures of each hour, platform, product and currency, and of each of the columns `by` besides."""
    return _add_up(rows, SPEED_PRODUCTS, by)


def _add_up(rows: DataFrame, table: Table, by: tuple[str, ...]) -> DataFrame:
    own_keys = [name for name in table.columns if name not in MEASURES and name != "ingest_seq"]
    keys = [*by, *own_keys]
    sums = rows.groupBy(*keys).agg(*(F.sum(name).alias(name) for name in MEASURES))
    return sums.select(*keys, *(F.col(name).cast(kind).alias(name) for name, kind in MEASURES.items()))


def _floor(column: str, seconds: int) -> Column:
    # Integer arithmetic on seconds since the epoch: exact, and right before 1970 as well.
    whole = F.unix_seconds(F.col(column))
    return F.timestamp_seconds(whole - F.pmod(whole, F.lit(seconds)))
