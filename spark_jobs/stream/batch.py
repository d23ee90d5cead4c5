"""One micro-batch: bronze, quarantine, speed and alerts from the same records, then the row that says it is whole."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, SparkSession

from hub.errors import IncompleteLake
from hub.settings import Settings
from hub.tables import ALERT_ENDINGS, ALERTS, BRONZE_EVENTS, BRONZE_QUARANTINE, Table
from spark_jobs.parsing import Stamp, parse_records
from spark_jobs.stream.alert_endings import AlertEndings
from spark_jobs.stream.alert_sender import AlertSender
from spark_jobs.stream.batch_sums import COUNTED, SUMMED, BatchSums
from spark_jobs.stream.broker import Topic
from spark_jobs.stream.census import Census, take_census
from spark_jobs.stream.checkpoint import BatchPlan, Checkpoint, StreamIdentity
from spark_jobs.stream.commits import Appender
from spark_jobs.stream.ledger import Ingest, Ledger, chain_hash
from spark_jobs.stream.recent import RecentIdentities
from spark_jobs.stream.rules import RuleBook

_LOG = logging.getLogger(__name__)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(milliseconds=1)
_OUTPUTS = (BRONZE_EVENTS, BRONZE_QUARANTINE, *SUMMED, ALERT_ENDINGS)
_RECORDS_PER_TASK = 20_000


class Draining(Exception):
    """Raised instead of starting a batch after a stop was asked for; Spark replays the batch in the next run."""


@dataclass(frozen=True)
class _Batch:
    batch_id: int
    ingest_seq: int
    ingested_at: datetime
    records: pa.Table
    census: Census

    @property
    def counted(self) -> pa.Table:
        """What the sums need of the valid records that are no repeats."""
        return self.records.select(COUNTED).take(pa.array(self.census.counted))


class BatchWriter:
    """The function that Structured Streaming calls with each micro-batch (`foreachBatch`).

    Every write is idempotent per batch, so that a batch which was interrupted anywhere can be run again; the row in
    `ingests` comes last.
    """

    def __init__(
        self,
        spark: SparkSession,
        settings: Settings,
        *,
        checkpoint: Checkpoint,
        identity: StreamIdentity,
        recent: RecentIdentities,
        rules: RuleBook,
    ) -> None:
        self._spark = spark
        self._settings = settings
        self._checkpoint = checkpoint
        self._identity = identity
        self._recent = recent
        self._ledger = Ledger(settings, identity.app_id)
        self._appenders = {table: Appender(settings, table, identity.app_id) for table in _OUTPUTS}
        self._alerts = AlertSender(settings)
        self._topic = Topic(settings)
        self._rules = rules
        self._sums = BatchSums(spark, settings, rules.current)
        self._endings = AlertEndings(settings)
        self._pool = ThreadPoolExecutor(max_workers=len(_OUTPUTS) + 3, thread_name_prefix="output")
        self._in_flight = threading.Lock()
        self._draining = False

    def __call__(self, records: DataFrame, batch_id: int) -> None:
        """Write micro-batch `batch_id`, or find that it is already whole. Raises Draining after `drain`."""
        with self._in_flight:
            if self._draining:
                raise Draining
            plan = self._checkpoint.plan(batch_id, self._identity)
            if not plan.is_empty and not self._is_whole(plan):
                self._write(records, plan)

    def drain(self) -> None:
        """Let the batch in flight finish and no other start."""
        self._draining = True
        with self._in_flight:
            self._pool.shutdown()
            self._alerts.close()

    def _is_whole(self, plan: BatchPlan) -> bool:
        newest = self._ledger.newest
        ingest_seq = self._identity.ingest_seq(plan.batch_id)
        if newest is None or newest.ingest_seq < ingest_seq:
            return False
        if newest.ingest_seq == ingest_seq and newest.end_offsets != plan.end:
            raise IncompleteLake(
                f"Batch {ingest_seq} ends at {newest.end_offsets} in the lake and at {plan.end} in the checkpoint.",
                hint="Delete the checkpoint: the stream resumes at the last whole batch of the lake.",
            )
        return True

    def _write(self, records: DataFrame, plan: BatchPlan) -> None:
        ingested_at, clock_set_back = self._ingested_at(plan)
        parsed = self._parsed(records, plan, ingested_at)
        census = take_census(parsed, plan, self._recent, (ingested_at - _EPOCH) // timedelta(microseconds=1))
        batch = _Batch(plan.batch_id, self._identity.ingest_seq(plan.batch_id), ingested_at, parsed, census)
        self._write_outputs(batch)
        self._declare_whole(batch, clock_set_back)

    def _ingested_at(self, plan: BatchPlan) -> tuple[datetime, bool]:
        """The batch's time, and whether the clock had to be held: `ingested_at` never runs backwards."""
        newest = self._ledger.newest
        if newest is None or plan.started_at > newest.ingested_at:
            return plan.started_at, False
        _LOG.error("The clock was set back: it says %s after %s.", plan.started_at, newest.ingested_at)
        return newest.ingested_at + _TICK, True

    def _parsed(self, records: DataFrame, plan: BatchPlan, ingested_at: datetime) -> pa.Table:
        # The cost of a small batch is that of starting tasks, so it is one.
        tasks = min(1 + plan.offsets // _RECORDS_PER_TASK, self._spark.sparkContext.defaultParallelism)
        return parse_records(
            records.coalesce(tasks),
            Stamp(self._identity.ingest_seq(plan.batch_id), ingested_at, self._identity.topic_id),
            zone=self._settings.event_zone,
            max_bytes=self._settings.max_record_bytes,
        )

    def _write_outputs(self, batch: _Batch) -> None:
        # Bronze does not wait for the sums, nor they for bronze: readers see both as early as can be.
        running = [self._pool.submit(output, batch) for output in (self._append_records, self._append_sums)]
        # After the read, and before the batch is declared whole: what was read is this topic's then.
        running.append(self._pool.submit(self._topic.refuse_another, self._identity.topic_id))
        for each in running:
            each.result()

    def _append_records(self, batch: _Batch) -> None:
        is_valid = pc.is_null(batch.records["reason"])
        self._append(BRONZE_EVENTS, batch.records.filter(is_valid), batch)
        self._append(BRONZE_QUARANTINE, batch.records.filter(pc.invert(is_valid)), batch)

    def _append_sums(self, batch: _Batch) -> None:
        counted, rules = batch.counted, self._rules.current
        rows = self._sums.of(counted, rules)
        rows[ALERT_ENDINGS] = self._endings.of(counted, rows[ALERTS], rules)
        commits = [self._pool.submit(self._append, table, each, batch) for table, each in rows.items()]
        for commit in commits:
            commit.result()
        self._alerts.send(rows[ALERTS])

    def _append(self, table: Table, rows: pa.Table, batch: _Batch) -> None:
        if len(rows):
            self._appenders[table].append(rows, batch.batch_id)

    def _declare_whole(self, batch: _Batch, clock_set_back: bool) -> None:
        census, prev_hash = batch.census, self._ledger.newest_hash
        self._ledger.append(
            Ingest(
                ingest_seq=batch.ingest_seq,
                ingested_at=batch.ingested_at,
                topic_id=self._identity.topic_id,
                ranges=census.ranges,
                valid=census.valid,
                quarantined=census.quarantined,
                repeats=census.repeats,
                clock_set_back=clock_set_back,
                content_hash=chain_hash(prev_hash, self._identity.topic_id, census.ranges),
                prev_hash=prev_hash,
                app_id=self._identity.app_id,
            ),
            batch.batch_id,
        )
