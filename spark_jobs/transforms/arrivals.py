"""First arrivals: which of an identity's records counts."""

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

IDENTITY = ("platform", "event_id")
ARRIVAL_ORDER = ("ingest_seq", "partition", "offset")


def first_arrivals(events: DataFrame) -> DataFrame:
    """Keep the first arrival of each (`platform`, `event_id`): the lowest (`ingest_seq`, `partition`, `offset`)."""
    order = Window.partitionBy(*IDENTITY).orderBy(*ARRIVAL_ORDER)
    ranked = events.withColumn("_arrival", F.row_number().over(order))
    return ranked.where(F.col("_arrival") == 1).drop("_arrival")
