"""Reaching the lake without Spark: addresses for delta-rs and the creation of the tables."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
from deltalake import DeltaTable, Field, Schema
from deltalake.exceptions import CommitFailedError, TableNotFoundError
from deltalake.fs import DeltaStorageHandler

from hub.errors import LakeError
from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, PUBLICATIONS, SILVER_EVENTS, TABLES, Table

_ARROW_TYPES = {
    "string": pa.string(),
    "binary": pa.binary(),
    "boolean": pa.bool_(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "decimal(18,2)": pa.decimal128(18, 2),
    "array<struct<partition:int,start:bigint,end:bigint,records:bigint,hash:string>>": pa.list_(
        pa.struct(
            [
                ("partition", pa.int32()),
                ("start", pa.int64()),
                ("end", pa.int64()),
                ("records", pa.int64()),
                ("hash", pa.string()),
            ]
        )
    ),
}

# Old versions must stay readable as long as receipts promise, and the log at least as long as the files.
_PROPERTIES = {
    "delta.deletedFileRetentionDuration": "interval 30 days",
    "delta.logRetentionDuration": "interval 60 days",
    "delta.enableDeletionVectors": "false",
}
# Who opens a table replays the commits since its last checkpoint. The stream commits every second, and a checkpoint
# costs it more than replaying does; a commit of the batch layer tells of many files, and comes once a night.
_COMMITS_A_CHECKPOINT, _NIGHTS_A_CHECKPOINT = 50, 10
_NIGHTLY = {SILVER_EVENTS, BATCH_SALES, BATCH_PRODUCTS, PUBLICATIONS}


def arrow_type(kind: str) -> pa.DataType:
    """Return the Arrow type of a column type named as in `hub.tables`."""
    return _ARROW_TYPES[kind]


def arrow_schema(table: Table) -> pa.Schema:
    """Return the table's columns as an Arrow schema."""
    return pa.schema([pa.field(name, arrow_type(kind)) for name, kind in table.columns.items()])


def storage_options(settings: Settings) -> dict[str, str]:
    """Return what delta-rs needs to reach the lake; empty for a local folder."""
    if not settings.lake_is_remote:
        return {}
    return {
        "AWS_ENDPOINT_URL": settings.s3_endpoint,
        "AWS_ACCESS_KEY_ID": settings.s3_access_key.get_secret_value(),
        "AWS_SECRET_ACCESS_KEY": settings.s3_secret_key.get_secret_value(),
        "AWS_REGION": settings.s3_region,
        "AWS_ALLOW_HTTP": str(not settings.s3_endpoint.startswith("https")).lower(),
        "aws_conditional_put": "etag",
    }


def open_folder(uri: str, options: Mapping[str, str]) -> pafs.FileSystem:
    """Return a folder, in the lake's store or on the local disk, as Arrow reads and writes it.

    `options` are those of `storage_options`.
    """
    if "://" not in uri:
        return pafs.SubTreeFileSystem(uri, pafs.LocalFileSystem())
    return pafs.PyFileSystem(DeltaStorageHandler(uri.replace("s3a://", "s3://", 1), dict(options)))


def table_address(settings: Settings, table: Table) -> str:
    """Return the table's address as delta-rs takes it (`s3://`, where Spark says `s3a://`)."""
    return settings.table_uri(table.name).replace("s3a://", "s3://", 1)


def open_table(settings: Settings, table: Table, *, version: int | None = None) -> DeltaTable:
    """Open a table at its newest or at the given version. Raises LakeError when it does not exist."""
    address = table_address(settings, table)
    try:
        return DeltaTable(address, version=version, storage_options=storage_options(settings))
    except TableNotFoundError as error:
        raise LakeError(
            f"There is no table {table.name} at {address}.", hint="Run `hub up`, which creates the lake's tables."
        ) from error


def dataset(settings: Settings, table: Table, *, version: int | None = None, files: str | None = None) -> ds.Dataset:
    """Return a table's files, at its newest or at the given version, to read rows from.

    `files` is an SQL condition that leaves out those files which cannot hold a row that fits it: each file costs a
    fraction of a millisecond, and a table has more of them every day. It says nothing about the rows of the files that
    remain, so the reader filters them as well. Raises LakeError when the table does not exist.
    """
    return open_table(settings, table, version=version).to_pyarrow_dataset(file_pruning_predicate=files)


def create_tables(settings: Settings) -> list[str]:
    """Create every table that does not exist yet, and give older ones the columns that they lack; return all names."""
    for table in TABLES:
        DeltaTable.create(
            table_address(settings, table),
            schema=Schema.from_arrow(arrow_schema(table)),
            mode="ignore",
            partition_by=list(table.partition_by) or None,
            configuration=_properties(table),
            storage_options=storage_options(settings),
        )
        while missing := _missing_columns(settings, table):
            try:
                open_table(settings, table).alter.add_columns(missing)
            except CommitFailedError:
                # Another program is adding them, or the table's writer came in between: look again.
                continue
    return [table.name for table in TABLES]


def _properties(table: Table) -> dict[str, str]:
    interval = _NIGHTS_A_CHECKPOINT if table in _NIGHTLY else _COMMITS_A_CHECKPOINT
    return _PROPERTIES | {"delta.checkpointInterval": str(interval)}


def _missing_columns(settings: Settings, table: Table) -> list[Field]:
    """Return the columns that the table has here and not yet in the lake; old rows have null in them."""
    existing = {field.name for field in open_table(settings, table).schema().fields}
    return [field for field in Schema.from_arrow(arrow_schema(table)).fields if field.name not in existing]
