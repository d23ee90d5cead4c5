"""Silver: the exact events, first arrivals with what each one contributes."""

import numpy as np
import pyarrow as pa
from deltalake import write_deltalake
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.errors import LakeError
from hub.lake import arrow_schema, dataset, open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, CONTRIBUTIONS, SILVER_EVENTS
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.tables import past, read
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER
from spark_jobs.transforms.contributions import with_contributions

_PLACE = list(ARRIVAL_ORDER)
_ARRIVAL_COLUMNS = [name for name in BRONZE_EVENTS.columns if name != "raw"]


def append_first_arrivals(spark: SparkSession, settings: Settings, stretch: Stretch, repeats: pa.Table) -> None:
    """Append to silver the arrivals of a stretch that are not among its `repeats`.

    Spark says what each one contributes, from the few columns that this takes. The other columns go from bronze to
    silver as they are, so they are not brought through Spark. Raises LakeError.
    """
    bronze = dataset(settings, BRONZE_EVENTS, files=stretch.files)
    rows = bronze.to_table(columns=_ARRIVAL_COLUMNS, filter=stretch.rows)
    places = rows.select(_PLACE).append_column("_row", pa.array(np.arange(len(rows))))
    new = places.join(repeats.select(_PLACE), _PLACE, join_type="left anti")
    first = new.join(_contributions(spark, settings, stretch), _PLACE, join_type="inner").sort_by("_row")
    if len(first) != len(new):
        raise LakeError(
            f"Of {len(new)} first arrivals up to batch {stretch.upto}, {len(first)} have contributions.",
            hint="Somebody besides the stream, its only writer, has changed bronze: find out who, then run this again.",
        )
    events = rows.take(first["_row"])
    whole = {name: events[name] for name in _ARRIVAL_COLUMNS} | {name: first[name] for name in CONTRIBUTIONS}
    whole["event_date"] = events["event_time"].cast(pa.date32())
    schema = arrow_schema(SILVER_EVENTS)
    write_deltalake(
        open_table(settings, SILVER_EVENTS), pa.table(whole).select(schema.names).cast(schema), mode="append"
    )


def silver_rows(first: DataFrame) -> DataFrame:
    """Return first arrivals as rows of silver, with their event date and contributions."""
    events = with_contributions(first).withColumn("event_date", F.to_date("event_time"))
    return events.select(*(F.col(name).cast(kind).alias(name) for name, kind in SILVER_EVENTS.columns.items()))


def _contributions(spark: SparkSession, settings: Settings, stretch: Stretch) -> pa.Table:
    seq = F.col("ingest_seq")
    bronze = read(spark, settings, BRONZE_EVENTS, files=past(stretch.after))
    arrivals = bronze.where((seq > stretch.after) & (seq <= stretch.upto))
    return with_contributions(arrivals).select(*_PLACE, *CONTRIBUTIONS).toArrow()
