"""Silver: the exact events, first arrivals with what each one contributes."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from hub.tables import BRONZE_EVENTS, SILVER_EVENTS
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER
from spark_jobs.transforms.contributions import with_contributions

_ARRIVAL_COLUMNS = [name for name in BRONZE_EVENTS.columns if name != "raw"]


def arrivals(bronze: DataFrame, *, after: int, upto: int) -> DataFrame:
    """Return the typed columns of the records with `after` < `ingest_seq` ≤ `upto`."""
    seq = F.col("ingest_seq")
    return bronze.where((seq > after) & (seq <= upto)).select(*_ARRIVAL_COLUMNS)


def without(events: DataFrame, repeats: DataFrame) -> DataFrame:
    """Return the rows of `events` that are not among `repeats`."""
    return events.join(F.broadcast(repeats.select(*ARRIVAL_ORDER)), [*ARRIVAL_ORDER], "left_anti")


def silver_rows(first: DataFrame) -> DataFrame:
    """Return first arrivals as rows of silver, with their event date and contributions."""
    events = with_contributions(first).withColumn("event_date", F.to_date("event_time"))
    return events.select(*(F.col(name).cast(kind).alias(name) for name, kind in SILVER_EVENTS.columns.items()))
