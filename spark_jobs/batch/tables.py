"""Versions of the tables that only the batch layer writes, and the way back to a published one."""

import logging
from collections.abc import Iterable, Set
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable, write_deltalake
from pyspark.sql import DataFrame, SparkSession

from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS, Table
from spark_jobs.batch.publications import Publication

_LOG = logging.getLogger(__name__)
BATCH_TABLES = (SILVER_EVENTS, BATCH_SALES, BATCH_PRODUCTS)

# Operations that change files but no row.
_SAME_ROWS = {"OPTIMIZE", "VACUUM START", "VACUUM END", "SET TBLPROPERTIES"}


def read(
    spark: SparkSession, settings: Settings, table: Table, *, at: int | None = None, files: pc.Expression | None = None
) -> DataFrame:
    """Return a table at a version, or as it is now, from those of its files whose row in the log fits `files`.

    The log is read with delta-rs and Spark is given the files: it would take seconds to find them in a job that has
    just started, and a run needs few of them.
    """
    chosen = pa.table(open_table(settings, table, version=at).get_add_actions(flatten=True))
    if files is not None and len(chosen):
        chosen = chosen.filter(files)
    schema = ", ".join(f"`{name}` {kind}" for name, kind in table.columns.items())
    if not len(chosen):
        return spark.createDataFrame([], schema)
    folder = settings.table_uri(table.name)
    paths = [f"{folder}/{path}" for path in chosen["path"].to_pylist()]
    # Partition columns would come last.
    return spark.read.schema(schema).option("basePath", folder).parquet(*paths).select(*table.columns)


def past(ingest_seq: int) -> pc.Expression:
    """Return the condition on a file's row in the log that it may hold what came after `ingest_seq`."""
    newest = pc.field("max.ingest_seq")
    return newest.is_null() | (newest > ingest_seq)


def on_dates(dates: Iterable[date]) -> pc.Expression:
    """Return the condition on a file's row in the log that it is of one of these event dates."""
    return pc.field("partition.event_date").isin(sorted(dates))


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


def event_dates_in(settings: Settings, table: Table) -> set[date]:
    """Return the event dates of a table's files."""
    return set(_files(open_table(settings, table)).values())


def replace_dates(settings: Settings, table: Table, rows: pa.Table, dates: Set[date]) -> None:
    """Make `rows` all that a table has of these event dates, in one commit."""
    shaped = rows.select(list(table.columns)).cast(arrow_schema(table))
    write_deltalake(open_table(settings, table), shaped, mode="overwrite", predicate=date_condition(dates))


def date_condition(dates: Iterable[date]) -> str:
    """Return the SQL condition that selects these event dates."""
    listed = ", ".join(f"DATE'{day.isoformat()}'" for day in sorted(dates))
    return f"event_date IN ({listed})" if listed else "false"


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
