"""Turns Kafka records into typed rows by calling the event contract in Spark's Python workers.

The contract is one Python module that the generator, the tests and the documentation share; Arrow carries whole
batches of records to it. `docs/decisions` compares this with Spark's own JSON reader.

The rows are for the driver, so they cross Java as they are, a whole Arrow batch in one cell: as columns they would be
taken apart into Java's rows and put together again, which cost as much as all the sums.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from hub.contract import Event, Rejection, parse
from hub.identity import identity_digest
from hub.lake import arrow_type
from hub.tables import COORDINATES, EVENT_FIELDS

_OUTCOME = {"reason": "string", "detail": "string", "identity": "binary", "digest": "binary"}
_COLUMNS = COORDINATES | EVENT_FIELDS | _OUTCOME
_SCHEMA = pa.schema([(name, arrow_type(kind)) for name, kind in _COLUMNS.items()])
_CELL = pa.schema([("rows", pa.binary())])
_NO_EVENT = (None,) * len(EVENT_FIELDS)

_Read = Callable[[bytes | None], Event | Rejection]


@dataclass(frozen=True)
class Stamp:
    """What every record of a micro-batch shares."""

    ingest_seq: int
    ingested_at: datetime
    topic_id: str


def parse_records(records: DataFrame, stamp: Stamp, *, zone: ZoneInfo, max_bytes: int) -> pa.Table:
    """Return one row a Kafka record: coordinates, the typed fields, and `reason` (null for a valid event).

    `zone` is the one in which a time without an offset is read. `identity` is the 16-byte digest of (`platform`,
    `event_id`), `digest` the SHA-256 of the raw bytes. The batch's stamp travels with the data rather than as
    literals of the plan: Spark compiles literals into its code, and would compile every batch anew.
    """
    read = partial(parse, now=stamp.ingested_at, zone=zone, max_bytes=max_bytes)
    coordinates = records.select(
        "partition", "offset", F.col("timestamp").alias("kafka_timestamp"), F.col("value").alias("raw")
    )
    cells = coordinates.mapInArrow(partial(_parse_batches, read, stamp), "rows binary").toArrow()["rows"]
    tables = [pa.ipc.open_stream(cell.as_buffer()).read_all() for cell in cells]
    return pa.concat_tables(tables) if tables else _SCHEMA.empty_table()


def _parse_batches(read: _Read, stamp: Stamp, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, _SCHEMA) as writer:
            writer.write_batch(_parse_batch(read, stamp, batch))
        yield pa.RecordBatch.from_arrays([pa.array([sink.getvalue().to_pybytes()], pa.binary())], schema=_CELL)


def _parse_batch(read: _Read, stamp: Stamp, batch: pa.RecordBatch) -> pa.RecordBatch:
    raws = batch.column("raw").to_pylist()
    outcomes = [read(raw) for raw in raws]
    events = [outcome if isinstance(outcome, Event) else None for outcome in outcomes]
    refusals = [outcome if isinstance(outcome, Rejection) else None for outcome in outcomes]
    columns: dict[str, object] = {
        "ingest_seq": [stamp.ingest_seq] * len(raws),
        "ingested_at": [stamp.ingested_at] * len(raws),
        "ingest_date": [stamp.ingested_at.date()] * len(raws),
        "topic_id": [stamp.topic_id] * len(raws),
        **{name: batch.column(name) for name in ("partition", "offset", "kafka_timestamp", "raw")},
        **dict(zip(EVENT_FIELDS, zip(*(event or _NO_EVENT for event in events), strict=True), strict=True)),
        "reason": [refusal and refusal.reason for refusal in refusals],
        "detail": [refusal and refusal.detail for refusal in refusals],
        "identity": [event and identity_digest(event.platform, event.event_id) for event in events],
        "digest": [hashlib.sha256(raw or b"").digest() for raw in raws],
    }
    return pa.RecordBatch.from_arrays([_array(columns[field.name], field.type) for field in _SCHEMA], schema=_SCHEMA)


def _array(values: object, kind: pa.DataType) -> pa.Array:
    return values.cast(kind) if isinstance(values, pa.Array) else pa.array(values, kind)
