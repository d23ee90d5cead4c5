"""Silver: the exact events. Which arrivals are first, which repeat an event, and what each first one contributes."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from hub.tables import BRONZE_EVENTS, EVENT_FIELDS, SILVER_EVENTS
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER, IDENTITY
from spark_jobs.transforms.contributions import with_contributions

REPEAT_COLUMNS = (*IDENTITY, *ARRIVAL_ORDER)
_ARRIVAL_COLUMNS = [name for name in BRONZE_EVENTS.columns if name != "raw"]


def arrivals(bronze: DataFrame, *, after: int, upto: int) -> DataFrame:
    """Return the typed columns of the records with `after` < `ingest_seq` ≤ `upto`."""
    seq = F.col("ingest_seq")
    return bronze.where((seq > after) & (seq <= upto)).select(*_ARRIVAL_COLUMNS)


@dataclass(frozen=True)
class Known:
    """Where an earlier arrival of an event may lie in silver: its own event date, or recent arrivals of any date.

    A redelivered message has the event time of the first one, so its event date finds it at any age; one whose event
    time differs is found among the arrivals since `since`.
    """

    dates: Set[date]
    since: datetime

    def among(self, silver: DataFrame) -> DataFrame:
        """Return the rows of silver to compare with. Two reads, as each prunes files by a condition of its own."""
        on_dates = F.col("event_date").isin(sorted(self.dates))
        recent = F.col("ingested_at") >= F.lit(self.since)
        return silver.where(on_dates).unionByName(silver.where(recent & ~on_dates))


def find_repeats(new: DataFrame, known: DataFrame) -> DataFrame:
    """Return identity and coordinates of each row of `new` that is not the first arrival of its event.

    `known` are the rows of silver that arrived before all of `new`. A repeat says the event date of the first arrival
    (`first_date`) and whether its payload differs from that one's (`conflict`). Only narrow columns are shuffled.
    """
    order = Window.partitionBy(*IDENTITY).orderBy(*ARRIVAL_ORDER)
    ranked = new.select(
        *REPEAT_COLUMNS, payload_hash().alias("payload_hash"), F.to_date("event_time").alias("event_date")
    ).select(
        "*",
        F.row_number().over(order).alias("_arrival"),
        F.first("payload_hash").over(order).alias("_first_hash"),
        F.first("event_date").over(order).alias("_first_date"),
    )
    earlier = known.join(new.select(*IDENTITY), [*IDENTITY], "left_semi").select(
        *IDENTITY, F.col("payload_hash").alias("_known_hash"), F.col("event_date").alias("_known_date")
    )
    marked = ranked.join(earlier, [*IDENTITY], "left")
    return marked.where((F.col("_arrival") > 1) | F.col("_known_date").isNotNull()).select(
        *REPEAT_COLUMNS,
        F.coalesce("_known_date", "_first_date").alias("first_date"),
        (F.col("payload_hash") != F.coalesce("_known_hash", "_first_hash")).alias("conflict"),
    )


def without(events: DataFrame, repeats: DataFrame) -> DataFrame:
    """Return the rows of `events` that are not among `repeats`."""
    return events.join(F.broadcast(repeats.select(*ARRIVAL_ORDER)), [*ARRIVAL_ORDER], "left_anti")


def silver_rows(first: DataFrame) -> DataFrame:
    """Return first arrivals as rows of silver, with their event date, contributions and the hash of their payload."""
    events = with_contributions(first).select(
        "*", F.to_date("event_time").alias("event_date"), payload_hash().alias("payload_hash")
    )
    return events.select(*(F.col(name).cast(kind).alias(name) for name, kind in SILVER_EVENTS.columns.items()))


def payload_hash() -> Column:
    """Return the hash that two arrivals share exactly when every typed field is the same."""
    # A null and its neighbour must not trade places, so each field says first whether it is there.
    fields = [part for name in EVENT_FIELDS for part in (F.col(name).isNull(), F.col(name))]
    return F.xxhash64(*fields)
