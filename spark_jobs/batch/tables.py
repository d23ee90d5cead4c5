"""Versions of the tables that only the batch layer writes, and the way back to a published one."""

import logging
from collections.abc import Iterable
from datetime import date

import pyarrow as pa
from deltalake import DeltaTable
from pyspark.sql import DataFrame, SparkSession

from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS, Table
from spark_jobs.batch.publications import Publication

_LOG = logging.getLogger(__name__)
BATCH_TABLES = (SILVER_EVENTS, BATCH_SALES, BATCH_PRODUCTS)

# Operations that change files but no row.
_SAME_ROWS = {"OPTIMIZE", "VACUUM START", "VACUUM END", "SET TBLPROPERTIES"}


def read(spark: SparkSession, settings: Settings, table: Table, *, at: int | None = None) -> DataFrame:
    """Return a table at a version, or as it is now: without a version, each use of the frame would read the newest."""
    number = version(settings, table) if at is None else at
    reader = spark.read.format("delta").option("versionAsOf", number)
    return reader.load(settings.table_uri(table.name))


def version(settings: Settings, table: Table) -> int:
    """Return the newest version of a table."""
    return open_table(settings, table).version()


def return_to(settings: Settings, published: Publication | None) -> None:
    """Undo whatever an unfinished run has left: each batch table has the rows of the publication again, or none."""
    for table in BATCH_TABLES:
        handle = open_table(settings, table)
        if published is None:
            _empty(handle, table)
        elif _has_other_rows(handle, published.versions[table]):
            handle.restore(published.versions[table])
            _LOG.warning("%s is back at version %s, which is published.", table.name, published.versions[table])


def dates_written(settings: Settings, table: Table, *, since: int) -> set[date]:
    """Return the event dates of the files that came into a table after version `since`."""
    before = _files(open_table(settings, table, version=since))
    now = _files(open_table(settings, table))
    return {day for path, day in now.items() if path not in before}


def row_count(settings: Settings, table: Table) -> int:
    """Return how many rows a table has, from its log."""
    files = pa.table(open_table(settings, table).get_add_actions(flatten=True))
    return sum(files["num_records"].to_pylist())


def date_condition(dates: Iterable[date]) -> str:
    """Return the SQL condition that selects these event dates."""
    listed = ", ".join(f"DATE'{day.isoformat()}'" for day in sorted(dates))
    return f"event_date IN ({listed})"


def _has_other_rows(handle: DeltaTable, published: int) -> bool:
    commits = handle.version() - published
    return any(commit.get("operation") not in _SAME_ROWS for commit in handle.history(commits)) if commits else False


def _empty(handle: DeltaTable, table: Table) -> None:
    if pa.table(handle.get_add_actions(flatten=True)).num_rows:
        handle.delete()
        _LOG.warning("%s is empty again: nothing is published yet.", table.name)


def _files(handle: DeltaTable) -> dict[str, date]:
    files = pa.table(handle.get_add_actions(flatten=True))
    if not files.num_rows:
        return {}
    return dict(zip(files["path"].to_pylist(), files["partition.event_date"].to_pylist(), strict=True))
