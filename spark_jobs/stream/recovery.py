"""Where the stream begins: it resumes its checkpoint, or starts a new one at the lake's last whole batch.

The lake, not the checkpoint, decides. Whatever a batch that never became whole has left in the tables goes; the speed
layer is rebuilt from bronze wherever it lacks a batch; and no ingest sequence is ever used twice.
"""

import logging
import uuid

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import SparkSession

from hub.errors import IncompleteLake, RecordsLost
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import (
    ALERT_ENDINGS,
    ALERTS,
    BRONZE_EVENTS,
    BRONZE_QUARANTINE,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
)
from spark_jobs.stream.broker import Topic
from spark_jobs.stream.checkpoint import Checkpoint, Offsets, StreamIdentity
from spark_jobs.stream.ledger import Ingest, newest_ingest
from spark_jobs.stream.speed_rebuild import rebuild_speed, speed_is_complete

_LOG = logging.getLogger(__name__)
_PER_BATCH = (BRONZE_EVENTS, BRONZE_QUARANTINE, ALERTS, ALERT_ENDINGS, SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK)


def prepare(spark: SparkSession, settings: Settings, checkpoint: Checkpoint, topic: Topic) -> StreamIdentity:
    """Bring the lake and the checkpoint into agreement; return who the stream is from here on.

    Raises RecordsLost when the topic no longer holds records that bronze lacks, and IncompleteLake when the
    checkpoint has finished batches that the lake does not know.
    """
    topic_id = topic.identify()
    newest = newest_ingest(settings)
    # Also for a checkpoint that goes on: it says of lost records what no error of Kafka's says.
    starting_offsets = _starting_offsets(topic.beginning_offsets(), topic_id, newest)
    identity = checkpoint.read_identity()
    if identity is None or identity.topic_id != topic_id:
        return _begin(spark, settings, checkpoint, topic_id, starting_offsets, newest)
    _refuse_a_lake_behind_its_checkpoint(checkpoint, identity, newest)
    if newest is not None and not speed_is_complete(settings, newest):
        # Not under the same identity: a speed table that still has rows of a batch which never became whole would
        # lose them to the rebuild, and refuse them when that batch is run again.
        return _begin(spark, settings, checkpoint, topic_id, starting_offsets, newest)
    return identity


def _begin(
    spark: SparkSession,
    settings: Settings,
    checkpoint: Checkpoint,
    topic_id: str,
    starting_offsets: Offsets,
    newest: Ingest | None,
) -> StreamIdentity:
    last_whole = newest.ingest_seq if newest else 0
    highest_used = max(last_whole, _highest_used(settings))
    _trim(settings, last_whole)
    if newest is not None:
        rebuild_speed(spark, settings, newest)
    identity = StreamIdentity(uuid.uuid4().hex, highest_used + 1, topic_id, starting_offsets)
    # Last: a crash before this line finds no identity and prepares again.
    checkpoint.begin(identity)
    _LOG.warning("A new checkpoint begins at batch %s, offsets %s.", identity.base, starting_offsets)
    return identity


def _starting_offsets(held: Offsets, topic_id: str, newest: Ingest | None) -> Offsets:
    """Return where to start reading each partition, by what the lake has of this topic."""
    if newest is None or newest.topic_id != topic_id:
        return held
    resume = {partition: newest.end_offsets.get(partition, 0) for partition in held}
    for partition, offset in resume.items():
        if held[partition] > offset:
            raise RecordsLost(
                f"Partition {partition} of the topic begins at offset {held[partition]}, and bronze has read up to "
                f"{offset}: {held[partition] - offset} records are gone.",
                hint="Restore them, or reconcile and accept the loss by moving to a new topic. Lengthen the retention.",
            )
    return resume


def _highest_used(settings: Settings) -> int:
    numbers = [
        pc.max(open_table(settings, table).to_pyarrow_dataset().to_table(columns=["ingest_seq"])["ingest_seq"])
        for table in (BRONZE_QUARANTINE, ALERTS, ALERT_ENDINGS, SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK)
    ]
    # Bronze is large: the statistics of its files answer without reading them.
    files = pa.table(open_table(settings, BRONZE_EVENTS).get_add_actions(flatten=True))
    if "max.ingest_seq" in files.column_names:
        numbers.append(pc.max(files["max.ingest_seq"]))
    return max((number.as_py() or 0 for number in numbers), default=0)


def _trim(settings: Settings, last_whole: int) -> None:
    """Delete what belongs to a batch that never became whole."""
    for table in _PER_BATCH:
        deleted = open_table(settings, table).delete(f"ingest_seq > {last_whole}")
        if deleted.get("num_deleted_rows"):
            _LOG.warning("%s: deleted %s rows past batch %s.", table.name, deleted["num_deleted_rows"], last_whole)


def _refuse_a_lake_behind_its_checkpoint(
    checkpoint: Checkpoint, identity: StreamIdentity, newest: Ingest | None
) -> None:
    last_batch = checkpoint.last_committed_batch()
    if last_batch is None:
        return
    known = newest.ingest_seq if newest else 0
    if identity.ingest_seq(last_batch) > known and not checkpoint.plan(last_batch, identity).is_empty:
        raise IncompleteLake(
            f"The checkpoint {checkpoint.uri} has finished batch {identity.ingest_seq(last_batch)}, and the lake "
            f"knows {known} as its last.",
            hint="Restore the lake, or delete the checkpoint: the stream then reads again what the lake lacks.",
        )
