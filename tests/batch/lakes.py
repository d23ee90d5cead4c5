"""Lakes as the stream would have left them, written straight with delta-rs from events that a test names."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from hub.lake import arrow_schema, create_tables, open_table
from hub.settings import Settings
from hub.tables import (
    BRONZE_EVENTS,
    BRONZE_INGESTS,
    BRONZE_QUARANTINE,
    EVENT_FIELDS,
    SPEED_PRODUCTS,
    SPEED_SALES,
    Table,
)
from spark_jobs.stream.census import content_digest
from spark_jobs.stream.ledger import GENESIS_HASH, Ingest, OffsetRange, chain_hash
from tests.batch.oracle import MEASURES, Arrival, Sums, counted_live, hours, panes

TOPIC_ID = "topic-1"
PARTITIONS = 2
START = datetime(2026, 3, 1, 12, tzinfo=UTC)

Event = dict[str, Any]


class Lake:
    """A lake that grows batch by batch. `arrivals` is all that came in, for the oracle."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.arrivals: list[Arrival] = []
        self.ingested_at = START
        self._ingest_seq = 0
        self._ends = dict.fromkeys(range(PARTITIONS), 0)
        self._hash = GENESIS_HASH
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._speed_from = 0
        create_tables(settings)

    @property
    def seq(self) -> int:
        """The newest batch."""
        return self._ingest_seq

    def ingest(
        self, *events: Event, at: datetime | None = None, broken: int = 0, skip: dict[int, int] | None = None
    ) -> int:
        """Bring one batch into the lake (`flush` writes it): events, `broken` records, and `skip`ped offsets.

        An event may bring its own `raw` bytes.

        A batch without a time comes a minute after the one before it. Returns its number.
        """
        self._ingest_seq += 1
        self.ingested_at = at or self.ingested_at + timedelta(minutes=1)
        start = dict(self._ends)
        digests: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
        for partition, offsets in (skip or {}).items():
            self._ends[partition] += offsets
        for each in events:
            event = dict(each)
            partition = _partition(event)
            raw = event.pop("raw", None) or json.dumps(event, default=str).encode()
            coordinates = self._next(partition, raw, digests)
            self._rows[BRONZE_EVENTS].append(coordinates | dict.fromkeys(EVENT_FIELDS) | event)
            self.arrivals.append(Arrival(self._ingest_seq, partition, coordinates["offset"], self.ingested_at, event))
        for number in range(broken):
            coordinates = self._next(0, b"{broken" + str(number).encode(), digests)
            self._rows[BRONZE_QUARANTINE].append(coordinates | {"reason": "not_json", "detail": "at 1"})
        self._declare(start, digests, len(events), broken)
        return self._ingest_seq

    def flush(self) -> None:
        """Write what has come in since the last time, and the speed rows that a stream would have made of it."""
        live = [
            each
            for each in counted_live(self.arrivals, self.settings.dedup_horizon)
            if each.ingest_seq > self._speed_from
        ]
        by_batch: dict[int, list[Arrival]] = defaultdict(list)
        for each in live:
            by_batch[each.ingest_seq].append(each)
        for seq, arrivals in by_batch.items():
            self._rows[SPEED_SALES] += _speed_rows(seq, panes(arrivals), ("pane_start", "platform", "currency"))
            self._rows[SPEED_PRODUCTS] += _speed_rows(
                seq, hours(arrivals), ("hour_start", "platform", "product_id", "product_name", "currency")
            )
        self._speed_from = self._ingest_seq
        for table, rows in self._rows.items():
            write_deltalake(
                open_table(self.settings, table),
                pa.Table.from_pylist(rows, schema=arrow_schema(table)),
                mode="append",
            )
        self._rows.clear()

    def _next(self, partition: int, raw: bytes, digests: dict[int, list[tuple[int, bytes]]]) -> dict[str, Any]:
        offset = self._ends[partition]
        self._ends[partition] += 1
        digests[partition].append((offset, hashlib.sha256(raw).digest()))
        return {
            "ingest_seq": self._ingest_seq,
            "ingested_at": self.ingested_at,
            "ingest_date": self.ingested_at.date(),
            "topic_id": TOPIC_ID,
            "partition": partition,
            "offset": offset,
            "kafka_timestamp": self.ingested_at,
            "raw": raw,
        }

    def _declare(
        self, start: dict[int, int], digests: dict[int, list[tuple[int, bytes]]], valid: int, broken: int
    ) -> None:
        ranges = tuple(
            OffsetRange(partition, start[partition], end, len(digests[partition]), _digest(digests[partition]))
            for partition, end in self._ends.items()
        )
        content_hash = chain_hash(self._hash, TOPIC_ID, ranges)
        row = Ingest(
            self._ingest_seq,
            self.ingested_at,
            TOPIC_ID,
            ranges,
            valid,
            broken,
            0,
            False,
            content_hash,
            self._hash,
            "app",
        )
        self._rows[BRONZE_INGESTS].append(asdict(row) | {"ranges": [asdict(each) for each in ranges]})
        self._hash = content_hash


def sums_in(settings: Settings, table: Table, *, version: int | None = None, keys: tuple[str, ...]) -> Sums:
    """Return a batch table as the oracle writes sums."""
    rows = open_table(settings, table, version=version).to_pyarrow_dataset().to_table().to_pylist()
    found = {tuple(row[key] for key in keys): tuple(row[name] for name in MEASURES) for row in rows}
    assert len(found) == len(rows), f"{table.name} has a key twice"
    return found


def rows_of(settings: Settings, table: Table) -> list[dict[str, Any]]:
    """Return every row of a table."""
    rows: list[dict[str, Any]] = open_table(settings, table).to_pyarrow_dataset().to_table().to_pylist()
    return rows


def rewrite(settings: Settings, table: Table, rows: Iterable[dict[str, Any]]) -> DeltaTable:
    """Put other rows in a table's place, as a person with too many rights would."""
    handle = open_table(settings, table)
    write_deltalake(handle, pa.Table.from_pylist(list(rows), schema=arrow_schema(table)), mode="overwrite")
    return handle


def _partition(event: Event) -> int:
    return sum(event["product_id"].encode()) % PARTITIONS


def _digest(records: list[tuple[int, bytes]]) -> str:
    offsets = np.array([offset for offset, _ in records], dtype="<i8")
    digests = np.frombuffer(b"".join(digest for _, digest in records), dtype=np.uint8).reshape(-1, 32)
    return content_digest(offsets, digests)


def _speed_rows(seq: int, sums: Sums, names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"ingest_seq": seq} | dict(zip(names, key, strict=True)) | dict(zip(MEASURES, values, strict=True))
        for key, values in sums.items()
    ]
