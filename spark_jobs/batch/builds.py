"""Bringing silver and the batch view up to a seam: by what arrived since, for some event dates, or from nothing."""

from collections.abc import Set
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, SILVER_EVENTS
from spark_jobs.batch.silver import Known, arrivals, find_repeats, silver_rows, without
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.tables import dates_written, read
from spark_jobs.batch.views import replace_views, write_dates
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER, IDENTITY, first_arrivals


class Builder:
    """Writes silver and the batch view. The tables have the published rows when a build begins."""

    def __init__(self, spark: SparkSession, settings: Settings, stretch: Stretch) -> None:
        self._spark = spark
        self._settings = settings
        self._stretch = stretch
        self._bronze = read(spark, settings, BRONZE_EVENTS)
        self._new = arrivals(self._bronze, after=stretch.after, upto=stretch.upto)

    def add_arrivals(self) -> pa.Table:
        """Append the first arrivals of the stretch to silver; return its repeats."""
        collected, repeats = self._repeats(self._known())
        tasks = self._spark.sparkContext.defaultParallelism
        rows = silver_rows(without(self._new, repeats)).coalesce(tasks)
        rows.write.format("delta").mode("append").save(self._settings.table_uri(SILVER_EVENTS.name))
        return collected

    def rebuild_dates(self, dates: Set[date]) -> None:
        """Replace these event dates of silver by what bronze says.

        An event that arrived earlier with another event date counts there, and not here.
        """
        on_dates = self._bronze.where(F.col("ingest_seq") <= self._stretch.upto).where(
            F.to_date("event_time").isin(sorted(dates))
        )
        elsewhere = read(self._spark, self._settings, SILVER_EVENTS).where(~F.col("event_date").isin(sorted(dates)))
        earlier = elsewhere.select(*IDENTITY, F.struct(*ARRIVAL_ORDER).alias("_elsewhere"))
        candidates = first_arrivals(on_dates.drop("raw")).withColumn("_here", F.struct(*ARRIVAL_ORDER))
        same_event = [F.col(f"here.{name}") == F.col(f"earlier.{name}") for name in IDENTITY]
        first = candidates.alias("here").join(
            earlier.alias("earlier"), [*same_event, F.col("_elsewhere") < F.col("_here")], "left_anti"
        )
        write_dates(self._settings, SILVER_EVENTS, silver_rows(first).repartition("event_date"), dates)

    def rebuild_all(self) -> pa.Table:
        """Replace silver by what bronze says up to the seam; return the repeats of the stretch."""
        whole = self._bronze.where(F.col("ingest_seq") <= self._stretch.upto).drop("raw")
        rows = silver_rows(first_arrivals(whole)).repartition("event_date")
        write_dates(self._settings, SILVER_EVENTS, rows, None)
        silver = read(self._spark, self._settings, SILVER_EVENTS)
        return self._repeats(silver.where(F.col("ingest_seq") <= self._stretch.after))[0]

    def rebuild_all_views(self) -> None:
        """Sum the whole batch view again from silver."""
        replace_views(self._spark, self._settings, None)

    def rebuild_views(self, silver_version: int, *, also: Set[date] = frozenset()) -> set[date]:
        """Sum again the event dates of silver written after `silver_version` and those of `also`; return them all."""
        dates = dates_written(self._settings, SILVER_EVENTS, since=silver_version) | also
        if dates:
            replace_views(self._spark, self._settings, dates)
        return dates

    def _repeats(self, known: DataFrame) -> tuple[pa.Table, DataFrame]:
        """Return the repeats of the stretch twice: collected, and as a frame of what was collected."""
        collected = find_repeats(self._new, known).toArrow()
        return collected, self._spark.createDataFrame(collected)

    def _known(self) -> DataFrame:
        silver = read(self._spark, self._settings, SILVER_EVENTS)
        if not self._stretch.ingests:
            return silver.where(F.lit(False))
        since = self._stretch.ingests[0].ingested_at - self._settings.dedup_lookback
        return Known(event_dates(self._settings, self._stretch), since).among(silver)


def event_dates(settings: Settings, stretch: Stretch) -> set[date]:
    """Return the event dates of a stretch's arrivals."""
    condition = (pc.field("ingest_seq") > stretch.after) & (pc.field("ingest_seq") <= stretch.upto)
    scanner = open_table(settings, BRONZE_EVENTS).to_pyarrow_dataset().scanner(columns=["event_time"], filter=condition)
    dates: set[date] = set()
    for batch in scanner.to_batches():
        dates.update(pc.unique(batch["event_time"].cast(pa.date32())).to_pylist())
    return dates
