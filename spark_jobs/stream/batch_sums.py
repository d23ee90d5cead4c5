"""What a batch's counted records add to the speed tables, and which alerts they raise."""

from collections.abc import Callable, Sequence
from functools import partial

import pyarrow as pa
import pyarrow.fs as pafs
from pyspark.sql import DataFrame, SparkSession

from hub.lake import open_folder, storage_options
from hub.rules import Rule
from hub.settings import Settings
from hub.tables import ALERTS, COORDINATES, EVENT_FIELDS, SPEED_PRODUCTS, SPEED_SALES, SPEED_STOCK, Table
from spark_jobs.stream.standing import StandingQueries
from spark_jobs.transforms.alerts import raise_alerts
from spark_jobs.transforms.contributions import with_contributions
from spark_jobs.transforms.stock import last_stock
from spark_jobs.transforms.sums import add_up_products, add_up_sales, with_buckets

SUMMED = (SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK, ALERTS)

_UNUSED = {"ingest_date", "topic_id", "kafka_timestamp", "raw", "zone_assumed", "schema_version"}
_UNUSED |= {"customer_id", "region", "payment_method", "session_id", "device_type", "referrer"}
_COLUMNS = {name: kind for name, kind in (COORDINATES | EVENT_FIELDS).items() if name not in _UNUSED}
COUNTED = list(_COLUMNS)
_FILE = "stream-counted.arrow"


class BatchSums:
    """The stream's queries, planned anew only when the alert rules change."""

    def __init__(self, spark: SparkSession, settings: Settings, rules: Sequence[Rule]) -> None:
        self._spark = spark
        self._freshness = settings.alert_freshness
        self._open_folder: Callable[[], pafs.FileSystem] = partial(
            open_folder, settings.checkpoint_uri, storage_options(settings)
        )
        self._rules = rules
        self._queries = self._planned()

    def of(self, counted: pa.Table, rules: Sequence[Rule]) -> dict[Table, pa.Table]:
        """Return the rows for each of `SUMMED`. `counted` has the columns `COUNTED`."""
        if rules != self._rules:
            self._rules = rules
            self._queries = self._planned()
        found = self._queries.run(counted)
        return {table: found[table.name] for table in SUMMED}

    def _planned(self) -> StandingQueries:
        return StandingQueries(
            self._spark,
            {
                SPEED_SALES.name: lambda counted: add_up_sales(_measured(counted), by=("ingest_seq",)),
                SPEED_PRODUCTS.name: lambda counted: add_up_products(_measured(counted), by=("ingest_seq",)),
                SPEED_STOCK.name: last_stock,
                ALERTS.name: partial(raise_alerts, rules=self._rules, freshness=self._freshness),
            },
            columns=_COLUMNS,
            open_folder=self._open_folder,
            file=_FILE,
        )


def _measured(counted: DataFrame) -> DataFrame:
    return with_buckets(with_contributions(counted))
