"""The fast path of alerts: Kafka to Kafka in Spark's real-time mode, some milliseconds after the event.

It raises *candidates*, ahead of the stream of record, which decides: it neither knows repeats nor reads events by the
contract, for both take more than an event at a time. A candidate has the `alert_id` that its alert will have. Run by
Airflow's `alerts` DAG where HUB_FAST_ALERTS is set, or by hand with `spark-submit`.
"""

import logging
import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.streaming.query import StreamingQuery

from hub.errors import HubError
from hub.settings import Settings, get_settings
from spark_jobs.logs import set_up_logging
from spark_jobs.session import spark_session
from spark_jobs.stream.lease import exclusive_lease
from spark_jobs.stream.rules import RuleBook
from spark_jobs.stream.stopping import StopConditions, stop_request_file
from spark_jobs.transforms.candidates import candidates

_LOG = logging.getLogger("alerts")
_POLL_SECONDS = 1
# The shortest that Spark takes: how often it notes how far it has read, not how long an event waits.
_BETWEEN_NOTES = "5 seconds"


def main() -> int:
    """Raise candidates until something ends it; return the exit code."""
    set_up_logging()
    try:
        settings = get_settings()
        uri = f"{settings.checkpoint_uri}/alerts"
        with exclusive_lease(settings.root / "run", uri):
            if stop_request_file(settings.root).exists():
                _LOG.warning("Not started: %s asks the streams to stay stopped.", stop_request_file(settings.root))
                return 0
            _run(settings, uri)
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    return 0


def _run(settings: Settings, checkpoint_uri: str) -> None:
    spark = spark_session(with_slots(settings), "alerts")
    try:
        stop = StopConditions(spark, home=settings.root, max_seconds=settings.stream_max_seconds)
        with RuleBook(settings) as rules:
            while stop.reason() is None:
                in_force = rules.current
                found = candidates(
                    read_events(spark, settings), in_force, settings.alert_freshness, settings.event_zone
                )
                query = start(found, settings, checkpoint_uri)
                # Rules are part of a query's plan: a change begins another one where this one has ended.
                while stop.reason() is None and rules.current == in_force:
                    if query.awaitTermination(_POLL_SECONDS):
                        return
                query.stop()
        _LOG.info("The fast path ends: %s.", stop.reason())
    finally:
        spark.stop()


def with_slots(settings: Settings) -> Settings:
    """Return settings of a local master with a slot for each partition: in real-time mode a partition keeps its own."""
    if not settings.spark_master.startswith("local"):
        return settings
    return settings.model_copy(update={"spark_master": f"local[{settings.events_partitions}]"})


def read_events(spark: SparkSession, settings: Settings) -> DataFrame:
    """Return the events topic as a stream; a new checkpoint begins with what comes now."""
    return (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", settings.kafka_bootstrap)
        .option("subscribe", settings.events_topic)
        .option("startingOffsets", "latest")
        .option("kafka.isolation.level", "read_committed")
        # What retention has passed would only be candidates of the past.
        .option("failOnDataLoss", "false")
        .load()
    )


def start(found: DataFrame, settings: Settings, checkpoint_uri: str) -> StreamingQuery:
    """Send candidates to the alerts' topic as they come."""
    query: StreamingQuery = (
        found.writeStream.queryName("alerts")
        .format("kafka")
        .option("kafka.bootstrap.servers", settings.kafka_bootstrap)
        .option("topic", settings.alerts_topic)
        .option("checkpointLocation", checkpoint_uri)
        .outputMode("update")
        .trigger(realTime=_BETWEEN_NOTES)  # type: ignore[call-overload]  # newer than its types
        .start()
    )
    return query


if __name__ == "__main__":
    sys.exit(main())
