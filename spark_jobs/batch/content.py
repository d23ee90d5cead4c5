"""Is bronze still what came in: the ledger's chain, the hash of every range, and fields that say what the bytes say."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, SparkSession

from hub.contract import Event, Rejection, parse
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, BRONZE_QUARANTINE, EVENT_FIELDS
from spark_jobs.batch.checks import LISTED, Check
from spark_jobs.batch.completeness import prove_chain
from spark_jobs.batch.ingests import ingests_between
from spark_jobs.batch.tables import read
from spark_jobs.stream.census import content_digest
from spark_jobs.stream.ledger import Ingest
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER

_SEEN_DDL = "ingest_seq bigint, partition int, offset bigint, digest binary, rereads boolean"
_Parse = Callable[..., Event | Rejection]


def check_bronze(spark: SparkSession, settings: Settings, *, upto: int) -> list[Check]:
    """Read every record up to batch `upto` again: the ledger's chain, the hash of each range, and the typed fields.

    One day of arrivals at a time, so that memory is bounded by a day.
    """
    ingests = ingests_between(settings, 0, upto)
    by_day: dict[date, list[Ingest]] = defaultdict(list)
    for ingest in ingests:
        by_day[ingest.ingested_at.date()].append(ingest)
    altered: list[dict[str, Any]] = []
    misread: list[dict[str, Any]] = []
    for day, of_day in sorted(by_day.items()):
        seen = _records_of(spark, settings, day).toArrow()
        altered += _altered_ranges(seen, of_day)
        misread += seen.filter(pc.invert(seen["rereads"])).drop(["digest", "rereads"]).to_pylist()
    return [
        prove_chain(None, ingests),
        Check("content_is_what_came_in", not altered, {"problems": len(altered), "listed": altered[:LISTED]}),
        Check("fields_are_what_raw_says", not misread, {"problems": len(misread), "listed": misread[:LISTED]}),
    ]


def _records_of(spark: SparkSession, settings: Settings, day: date) -> DataFrame:
    """Return each record of a day of arrivals with its digest, and whether its fields are what its bytes say."""
    read_again = partial(parse, zone=settings.event_zone, max_bytes=settings.max_record_bytes)
    columns = [*ARRIVAL_ORDER, "ingested_at", "raw"]
    of_day = pc.field("partition.ingest_date") == pa.scalar(day)
    events = read(spark, settings, BRONZE_EVENTS, files=of_day)
    broken = read(spark, settings, BRONZE_QUARANTINE, files=of_day)
    valid = events.select(*columns, *EVENT_FIELDS).mapInArrow(partial(_look_at_events, read_again), _SEEN_DDL)
    return valid.unionByName(broken.select(*columns).mapInArrow(_look_at_broken, _SEEN_DDL))


def _look_at_events(read_again: _Parse, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        raws, moments = batch["raw"].to_pylist(), batch["ingested_at"].to_pylist()
        fields = zip(*(batch[name].to_pylist() for name in EVENT_FIELDS), strict=True)
        rereads = [
            tuple(read_again(raw, now=now)) == stored for raw, now, stored in zip(raws, moments, fields, strict=True)
        ]
        yield _seen(batch, raws, rereads)


def _look_at_broken(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield _seen(batch, batch["raw"].to_pylist(), [True] * batch.num_rows)


def _seen(batch: pa.RecordBatch, raws: list[bytes | None], rereads: list[bool]) -> pa.RecordBatch:
    digests = pa.array([hashlib.sha256(raw or b"").digest() for raw in raws], pa.binary())
    columns = [*(batch[name] for name in ARRIVAL_ORDER), digests, pa.array(rereads, pa.bool_())]
    return pa.RecordBatch.from_arrays(columns, names=[*ARRIVAL_ORDER, "digest", "rereads"])


def _altered_ranges(seen: pa.Table, ingests: Iterable[Ingest]) -> Iterator[dict[str, Any]]:
    """Name each range whose records are not those that the ledger hashed."""
    ordered = seen.sort_by([(name, "ascending") for name in ARRIVAL_ORDER])
    records: dict[tuple[int, int], list[tuple[int, bytes]]] = defaultdict(list)
    for row in ordered.drop(["rereads"]).to_pylist():
        records[row["ingest_seq"], row["partition"]].append((row["offset"], row["digest"]))
    for ingest in ingests:
        for range_ in ingest.ranges:
            here = records.get((ingest.ingest_seq, range_.partition), [])
            if _content(here) != range_.hash:
                yield {
                    "ingest_seq": ingest.ingest_seq,
                    "topic_id": ingest.topic_id,
                    "partition": range_.partition,
                    "start": range_.start,
                    "end": range_.end,
                    "records": range_.records,
                    "rows": len(here),
                }


def _content(records: list[tuple[int, bytes]]) -> str:
    offsets = np.array([offset for offset, _ in records], dtype="<i8")
    digests = np.frombuffer(b"".join(digest for _, digest in records), dtype=np.uint8)
    return content_digest(offsets, digests.reshape(-1, hashlib.sha256().digest_size))
