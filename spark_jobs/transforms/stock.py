"""The last stock value of each product and warehouse among some arrivals."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from hub.tables import SPEED_STOCK

_KEY = ("platform", "product_id", "warehouse")


def last_stock(events: DataFrame) -> DataFrame:
    """Keep each (`platform`, `product_id`, `warehouse`)'s last `stock_update` by (`ingest_seq`, partition, offset).

    One product's messages share a Kafka key, hence a partition: their order there is the marketplace's order.
    """
    order = F.struct("ingest_seq", "partition", "offset")
    names = [name for name in SPEED_STOCK.columns if name not in _KEY]
    latest = (
        events.where(F.col("event_type") == "stock_update")
        .groupBy(*_KEY)
        .agg(F.max_by(F.struct(*names), order).alias("last"))
    )
    return latest.select(
        *(
            (F.col(name) if name in _KEY else F.col(f"last.{name}")).cast(kind).alias(name)
            for name, kind in SPEED_STOCK.columns.items()
        )
    )
