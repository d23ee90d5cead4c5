"""The batch view's daily totals counted again from bronze alone, whatever silver says."""

from collections.abc import Iterable, Iterator, Set
from datetime import date

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from hub.settings import Settings
from hub.tables import BRONZE_EVENTS
from hub.worth import FIELDS
from spark_jobs.batch.recount import DAY_KEY, days
from spark_jobs.batch.sums import SUM_DDL, add_up
from spark_jobs.batch.tables import read

_DDL = "event_date date, platform string, currency string, " + ", ".join(
    f"{name} {kind}" for name, kind in SUM_DDL.items()
)


def totals_from_bronze(
    spark: SparkSession, settings: Settings, *, seam: int, dates: Set[date] | None = None
) -> pa.Table:
    """Return the measures by event date, platform and currency of the exact events with `ingest_seq` ≤ `seam`."""
    bronze = read(spark, settings, BRONZE_EVENTS).where(F.col("ingest_seq") <= seam)
    told = F.struct(*(name for name in FIELDS if name != "platform"))
    order = F.struct("ingest_seq", "partition", "offset")
    first = bronze.groupBy("platform", "event_id").agg(F.min_by(told, order).alias("first"))
    events = first.select("platform", "first.*").select(*FIELDS)
    if dates is not None:
        events = events.where(F.to_date("event_time").isin(sorted(dates)))
    return add_up([events.mapInArrow(_by_day, _DDL).toArrow()], DAY_KEY)


def _by_day(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        if batch.num_rows:
            yield from add_up([days(pa.Table.from_batches([batch]))], DAY_KEY).to_batches()
