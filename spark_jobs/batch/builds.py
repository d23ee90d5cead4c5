"""Bringing silver and the batch view up to a seam: by what arrived since, for some event dates, or from nothing."""

from collections.abc import Set
from datetime import date

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, SILVER_EVENTS
from spark_jobs.batch.repeats import SCHEMA, find_repeats
from spark_jobs.batch.silver import append_first_arrivals, silver_rows
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.tables import date_condition, dates_written, read
from spark_jobs.batch.views import replace_views
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER, IDENTITY, first_arrivals

# Bounds the driver's memory after a long pause: so many arrivals are held at a time.
_ARRIVALS_AT_ONCE = 1_000_000


class Builder:
    """Writes silver and the batch view. The tables have the published rows when a build begins."""

    def __init__(self, spark: SparkSession, settings: Settings, stretch: Stretch) -> None:
        self._spark = spark
        self._settings = settings
        self._stretch = stretch

    def add_arrivals(self) -> pa.Table:
        """Append the first arrivals of the stretch to silver; return its repeats."""
        found = [SCHEMA.empty_table()]
        for part in self._stretch.parts(_ARRIVALS_AT_ONCE):
            repeats = find_repeats(self._settings, part)
            append_first_arrivals(self._spark, self._settings, part, repeats)
            found.append(repeats)
        return pa.concat_tables(found)

    def rebuild_dates(self, dates: Set[date]) -> None:
        """Replace these event dates of silver by what bronze says.

        An event that arrived earlier with another event date counts there, and not here.
        """
        on_dates = self._arrived().where(F.to_date("event_time").isin(sorted(dates)))
        elsewhere = read(self._spark, self._settings, SILVER_EVENTS).where(~F.col("event_date").isin(sorted(dates)))
        earlier = elsewhere.select(*IDENTITY, F.struct(*ARRIVAL_ORDER).alias("_elsewhere"))
        candidates = first_arrivals(on_dates).withColumn("_here", F.struct(*ARRIVAL_ORDER))
        same_event = [F.col(f"here.{name}") == F.col(f"earlier.{name}") for name in IDENTITY]
        first = candidates.alias("here").join(
            earlier.alias("earlier"), [*same_event, F.col("_elsewhere") < F.col("_here")], "left_anti"
        )
        self._replace_silver(silver_rows(first), dates)

    def rebuild_all(self) -> pa.Table:
        """Replace silver by what bronze says up to the seam; return the repeats of the stretch."""
        self._replace_silver(silver_rows(first_arrivals(self._arrived())), None)
        parts = self._stretch.parts(_ARRIVALS_AT_ONCE)
        found = [find_repeats(self._settings, part, everywhere=True) for part in parts]
        return pa.concat_tables([SCHEMA.empty_table(), *found])

    def rebuild_all_views(self) -> None:
        """Sum the whole batch view again from silver."""
        replace_views(self._spark, self._settings, None)

    def rebuild_views(self, silver_version: int, *, also: Set[date] = frozenset()) -> set[date]:
        """Sum again the event dates of silver written after `silver_version` and those of `also`; return them all."""
        dates = dates_written(self._settings, SILVER_EVENTS, since=silver_version) | also
        if dates:
            replace_views(self._spark, self._settings, dates)
        return dates

    def _arrived(self) -> DataFrame:
        """Return the typed columns of all that arrived up to the seam."""
        return (
            read(self._spark, self._settings, BRONZE_EVENTS)
            .where(F.col("ingest_seq") <= self._stretch.upto)
            .drop("raw")
        )

    def _replace_silver(self, rows: DataFrame, dates: Set[date] | None) -> None:
        """Make `rows` all that silver has of these event dates, in one commit; None replaces the whole table."""
        # One task a date: one file a date.
        writer = rows.repartition("event_date").write.format("delta").mode("overwrite")
        if dates is not None:
            writer = writer.option("replaceWhere", date_condition(dates))
        writer.save(self._settings.table_uri(SILVER_EVENTS.name))
