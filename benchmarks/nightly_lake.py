"""Lakes for the benchmark of the nightly run: whole days at once, as columns, as the stream would leave them."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from deltalake import write_deltalake

from hub.lake import arrow_schema, create_tables, open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, BRONZE_INGESTS, MEASURES, SPEED_PRODUCTS, SPEED_SALES, Table
from hub.worth import measures
from spark_jobs.batch.sums import add_up
from spark_jobs.stream.ledger import GENESIS_HASH, Ingest, OffsetRange, chain_hash

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
PARTITIONS = 4
_PLATFORMS = ["amazon", "mercado_livre", "shopee"]
_PRODUCTS = 500
_LATE, _REPEATED, _VIEWS, _REFUNDS = 0.02, 0.02, 0.25, 0.03


class GrowingLake:
    """A lake that grows by days of `events` arrivals in `batches` batches: 2 % late by up to 3 days, 2 % twice."""

    def __init__(self, settings: Settings, *, events: int, batches: int) -> None:
        self._settings = settings
        self._events = events
        self._batches = batches
        self._random = np.random.default_rng(1)
        self._days = 0
        self._hash = GENESIS_HASH
        self._starts = np.zeros(PARTITIONS, dtype=np.int64)
        self._ends = np.zeros(PARTITIONS, dtype=np.int64)
        create_tables(settings)

    def add_day(self) -> None:
        """Bring the next day's arrivals into bronze, ingests and the speed tables."""
        arrivals, is_repeat = self._arrivals()
        self._append(BRONZE_EVENTS, arrivals)
        self._append(BRONZE_INGESTS, self._ingests(arrivals))
        counted = arrivals.filter(pa.array(~is_repeat))
        sums = pa.table({name: counted[name] for name in counted.column_names} | measures(counted))
        for table, column, width, unit in (
            (SPEED_SALES, "pane_start", 10, "second"),
            (SPEED_PRODUCTS, "hour_start", 1, "hour"),
        ):
            start = pc.floor_temporal(sums["event_time"], width, unit)
            keys = [name for name in table.columns if name not in MEASURES]
            self._append(table, add_up([sums.append_column(column, start)], keys))
        self._days += 1

    def _arrivals(self) -> tuple[pa.Table, np.ndarray]:
        count, draw = self._events, self._random.random
        day = FIRST_DAY + timedelta(days=self._days)
        batch = np.arange(count) * self._batches // count
        # A repeat copies a row a little before it: within the horizon, so that both layers agree.
        source = np.arange(count)
        is_repeat = draw(count) < _REPEATED
        is_repeat[0] = False
        source[is_repeat] = np.maximum(source[is_repeat] - self._random.integers(1, 100, is_repeat.sum()), 0)
        while is_repeat[source].any():
            source = np.where(is_repeat[source], source - 1, source)
        second = (np.arange(count) * 86_400 // count)[source]
        late = np.where(draw(count) < _LATE, self._random.integers(0, 3 * 86_400, count), 0)[source]
        kind = draw(count)[source]
        cents = self._random.integers(100, 300_000, count)[source]
        product = self._random.integers(0, _PRODUCTS, count)[source]
        partition = product % PARTITIONS
        is_sale, is_refund = pa.array(kind > _VIEWS + _REFUNDS), pa.array(kind < _REFUNDS)
        whole = pa.array(cents).cast(pa.decimal128(20, 0)).cast(pa.decimal128(25, 2))
        money = pc.divide(whole, pa.scalar(Decimal(100))).cast(pa.decimal128(18, 2))
        nothing = pa.scalar(None, pa.decimal128(18, 2))
        ids = [f"{self._days:05d}-{number:08d}-e3a1-4c52-9d0f" for number in range(count)]
        midnight = int(day.timestamp())
        columns: dict[str, object] = {
            "ingest_seq": self._days * self._batches + batch + 1,
            "ingested_at": _moments(midnight + batch * 86_400 // self._batches),
            "ingest_date": pa.repeat(pa.scalar(day.date()), count),
            "topic_id": pa.repeat("topic", count),
            "partition": partition,
            "offset": self._offsets(partition),
            "kafka_timestamp": _moments(midnight + batch * 86_400 // self._batches),
            "raw": pa.repeat(pa.scalar(b"{}"), count),
            "event_id": pa.array(ids).take(pa.array(source)),
            "event_time": _moments(midnight + second - late),
            "zone_assumed": pa.repeat(pa.scalar(value=False), count),
            "platform": pa.array(_PLATFORMS).take(pa.array(product % 3)),
            "event_type": pc.if_else(is_sale, "sale", pc.if_else(is_refund, "refund", "product_view")),
            "schema_version": pa.repeat(1, count),
            "product_id": pa.array([f"p{number:05d}" for number in range(_PRODUCTS)]).take(pa.array(product)),
            "product_name": pa.array([f"Produto {number}" for number in range(_PRODUCTS)]).take(pa.array(product)),
            "refers_to": pc.if_else(is_refund, ids[0], pa.scalar(None, pa.string())),
            "quantity": pc.if_else(is_sale, 1, pa.scalar(None, pa.int64())),
            "unit_price": pc.if_else(is_sale, money, nothing),
            "total": pc.if_else(is_sale, money, nothing),
            "amount": pc.if_else(is_refund, money, nothing),
            "currency": pa.repeat("BRL", count),
            "customer_id": pa.array([f"c{number}" for number in product]),
            "region": pa.repeat("SP", count),
        }
        schema = arrow_schema(BRONZE_EVENTS)
        empty = {name: pa.nulls(count, schema.field(name).type) for name in schema.names if name not in columns}
        return pa.table(columns | empty).select(schema.names).cast(schema), is_repeat

    def _offsets(self, partition: np.ndarray) -> np.ndarray:
        offsets = np.empty(len(partition), dtype=np.int64)
        self._starts = self._ends.copy()
        for number in range(PARTITIONS):
            here = partition == number
            offsets[here] = self._ends[number] + np.arange(here.sum())
            self._ends[number] += here.sum()
        return offsets

    def _ingests(self, arrivals: pa.Table) -> pa.Table:
        seqs, partitions = arrivals["ingest_seq"].to_numpy(), arrivals["partition"].to_numpy()
        moments = arrivals["ingested_at"].to_pylist()
        edges = np.flatnonzero(np.r_[True, np.diff(seqs) != 0, True])
        rows, ends = [], self._starts.copy()
        for begin, stop in pairwise(edges):
            counts = np.bincount(partitions[begin:stop], minlength=PARTITIONS)
            ranges = tuple(
                OffsetRange(number, int(ends[number]), int(ends[number] + counts[number]), int(counts[number]), "")
                for number in range(PARTITIONS)
            )
            ends += counts
            new_hash = chain_hash(self._hash, "topic", ranges)
            row = Ingest(
                ingest_seq=int(seqs[begin]),
                ingested_at=moments[begin],
                topic_id="topic",
                ranges=ranges,
                valid=int(stop - begin),
                quarantined=0,
                repeats=0,
                clock_set_back=False,
                content_hash=new_hash,
                prev_hash=self._hash,
                app_id="",
            )
            rows.append(asdict(row) | {"ranges": [asdict(each) for each in ranges]})
            self._hash = new_hash
        return pa.Table.from_pylist(rows, schema=arrow_schema(BRONZE_INGESTS))

    def _append(self, table: Table, rows: pa.Table) -> None:
        schema = arrow_schema(table)
        write_deltalake(open_table(self._settings, table), rows.select(schema.names).cast(schema), mode="append")


def _moments(seconds: np.ndarray) -> pa.Array:
    return pa.array(seconds * 1_000_000).cast(pa.timestamp("us", tz="UTC"))
