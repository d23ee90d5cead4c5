"""The stream: reads marketplace events from Kafka into bronze, quarantine, speed and alerts, batch by batch.

Run by Airflow's `stream` DAG, or by hand with `spark-submit` and the configuration of `hub.spark_submit`. It ends
after HUB_STREAM_MAX_SECONDS, when asked to, or when the process that submitted it dies; exit code 75 says that
another driver holds the checkpoint.
"""

import json
import logging
import sys
from datetime import timedelta
from typing import Any

from pyspark.errors import StreamingQueryException
from pyspark.sql import DataFrame, SparkSession

from hub.durations import format_duration
from hub.errors import HubError
from hub.lake import create_tables
from hub.settings import Settings, get_settings
from spark_jobs.logs import set_up_logging
from spark_jobs.session import spark_session
from spark_jobs.stream.batch import BatchWriter
from spark_jobs.stream.broker import Topic
from spark_jobs.stream.checkpoint import Checkpoint, StreamIdentity
from spark_jobs.stream.lease import exclusive_lease
from spark_jobs.stream.ledger import newest_ingest
from spark_jobs.stream.recovery import prepare
from spark_jobs.stream.refill import recent_identities
from spark_jobs.stream.rules import RuleBook
from spark_jobs.stream.stopping import StopConditions, stop_request_file
from spark_jobs.stream.upkeep import Upkeep

_LOG = logging.getLogger("stream")
_POLL_SECONDS = 1


def main() -> int:
    """Run the stream until something ends it; return the exit code."""
    set_up_logging()
    try:
        settings = get_settings()
        uri = f"{settings.checkpoint_uri}/stream"
        with exclusive_lease(settings.root / "run", uri):
            if stop_request_file(settings.root).exists():
                _LOG.warning("Not started: %s asks the stream to stay stopped.", stop_request_file(settings.root))
                return 0
            _run(settings, uri)
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    return 0


def _run(settings: Settings, checkpoint_uri: str) -> None:
    spark = spark_session(settings, "stream")
    try:
        stop = StopConditions(spark, home=settings.root, max_seconds=settings.stream_max_seconds)
        create_tables(settings)
        checkpoint = Checkpoint(spark, checkpoint_uri, settings.events_topic)
        topic = Topic(settings)
        identity = prepare(spark, settings, checkpoint, topic)
        with RuleBook(settings) as rules, Upkeep(settings):
            writer = BatchWriter(
                spark,
                settings,
                checkpoint=checkpoint,
                identity=identity,
                recent=recent_identities(settings, newest_ingest(settings)),
                rules=rules,
            )
            try:
                _stream(read_events(spark, settings, identity), settings, checkpoint, writer, stop)
            except StreamingQueryException:
                # A topic that was deleted, and perhaps created again, shows itself in many ways; this names it.
                topic.refuse_another(identity.topic_id)
                raise
    finally:
        spark.stop()


def read_events(spark: SparkSession, settings: Settings, identity: StreamIdentity) -> DataFrame:
    """Return the events topic as a stream, starting where the checkpoint's identity says."""
    offsets = {str(partition): offset for partition, offset in identity.starting_offsets.items()}
    return (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", settings.kafka_bootstrap)
        .option("subscribe", settings.events_topic)
        .option("startingOffsets", json.dumps({settings.events_topic: offsets}))
        .option("maxOffsetsPerTrigger", settings.max_records_per_batch)
        .option("kafka.isolation.level", "read_committed")
        .option("failOnDataLoss", "true")
        .option("includeHeaders", "false")
        .load()
    )


def _stream(
    events: DataFrame, settings: Settings, checkpoint: Checkpoint, writer: BatchWriter, stop: StopConditions
) -> None:
    query = (
        events.writeStream.queryName("stream")
        .option("checkpointLocation", checkpoint.uri)
        .trigger(processingTime=f"{settings.trigger // timedelta(milliseconds=1)} milliseconds")
        .foreachBatch(writer)
        .start()
    )
    _LOG.info("The stream runs; a batch at most every %s.", format_duration(settings.trigger))
    while (reason := stop.reason()) is None:
        if query.awaitTermination(_POLL_SECONDS):
            return
    _LOG.info("The stream drains and ends: %s.", reason)
    writer.drain()
    _expect_the_end(events.sparkSession)
    try:
        query.stop()
    except StreamingQueryException as error:
        # A batch that came after `drain` ends the query with Draining; it is replayed by the next run.
        if "Draining" not in str(error):
            raise


def _expect_the_end(spark: SparkSession) -> None:
    """Keep Spark from reporting the end of a drained query, Draining or an interruption, as a fault with its traces."""
    java: Any = spark._jvm
    log4j = java.org.apache.logging.log4j
    for reporter in ("MicroBatchExecution", "StreamExecution"):
        name = f"org.apache.spark.sql.execution.streaming.runtime.{reporter}"
        log4j.core.config.Configurator.setLevel(name, log4j.Level.OFF)


if __name__ == "__main__":
    sys.exit(main())
