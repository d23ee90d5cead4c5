"""Turns Kafka records into typed rows by calling the event contract in Spark's Python workers.

The contract is one Python module that the generator, the tests and the documentation share; Arrow carries
whole batches of records to it and typed columns back. `docs/decisions` compares this with Spark's own JSON reader.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from hub.contract import Event, Rejection, parse
from hub.identity import identity_digest
from hub.lake import arrow_type
from hub.tables import EVENT_FIELDS

_COORDINATES = {"partition": "int", "offset": "bigint", "kafka_timestamp": "timestamp", "raw": "binary"}
_OUTCOME = {"reason": "string", "detail": "string", "identity": "binary", "digest": "binary"}
_COLUMNS = _COORDINATES | EVENT_FIELDS | _OUTCOME
_EVENT_TYPES = {name: arrow_type(kind) for name, kind in EVENT_FIELDS.items()}
_SCHEMA = pa.schema([(name, arrow_type(kind)) for name, kind in _COLUMNS.items()])
_NO_EVENT = (None,) * len(EVENT_FIELDS)
_DDL = ", ".join(f"`{name}` {kind}" for name, kind in _COLUMNS.items())


_Read = Callable[[bytes | None], Event | Rejection]


def parse_records(records: DataFrame, *, now: datetime, zone: ZoneInfo, max_bytes: int) -> DataFrame:
    """Return one row a Kafka record: coordinates, the typed fields, and `reason` (null for a valid event).

    `now` is the micro-batch's time, `zone` the one in which a time without an offset is read. `identity` is the
    16-byte digest of (`platform`, `event_id`), `digest` the SHA-256 of the raw bytes.
    """
    read = partial(parse, now=now, zone=zone, max_bytes=max_bytes)
    coordinates = records.select(
        "partition", "offset", F.col("timestamp").alias("kafka_timestamp"), F.col("value").alias("raw")
    )
    return coordinates.mapInArrow(partial(_parse_batches, read), _DDL)


def _parse_batches(read: _Read, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield _parse_batch(read, batch)


def _parse_batch(read: _Read, batch: pa.RecordBatch) -> pa.RecordBatch:
    raws = batch.column("raw").to_pylist()
    events: list[tuple[object, ...]] = []
    reasons: list[str | None] = []
    details: list[str | None] = []
    identities: list[bytes | None] = []
    for raw in raws:
        outcome = read(raw)
        if isinstance(outcome, Event):
            events.append(outcome)
            reasons.append(None)
            details.append(None)
            identities.append(identity_digest(outcome.platform, outcome.event_id))
        else:
            events.append(_NO_EVENT)
            reasons.append(outcome.reason)
            details.append(outcome.detail)
            identities.append(None)
    digests = [hashlib.sha256(raw or b"").digest() for raw in raws]
    fields = (
        [
            pa.array(values, type=kind)
            for values, kind in zip(zip(*events, strict=True), _EVENT_TYPES.values(), strict=True)
        ]
        if events
        else [pa.array([], type=kind) for kind in _EVENT_TYPES.values()]
    )
    return pa.RecordBatch.from_arrays(
        [
            *(batch.column(name).cast(_SCHEMA.field(name).type) for name in _COORDINATES),
            *fields,
            pa.array(reasons, pa.string()),
            pa.array(details, pa.string()),
            pa.array(identities, pa.binary()),
            pa.array(digests, pa.binary()),
        ],
        schema=_SCHEMA,
    )
