"""How far the stream is, read from the newest row of `ingests` and the topic's end: there is no other channel."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pyarrow.compute as pc
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from hub.errors import EXIT_FAILED, BrokerError, LakeError
from hub.lake import open_table
from hub.launcher.members import stream_drivers
from hub.launcher.waiting import wait_until
from hub.settings import Settings, get_settings
from hub.tables import BRONZE_INGESTS

_BROKER_MILLISECONDS = 5000


@dataclass(frozen=True)
class Progress:
    """The newest whole batch: its number (0 when there is none), when it came, and the records that wait behind it."""

    ingest_seq: int
    ingested_at: datetime | None
    lag: int

    def age(self, now: datetime) -> timedelta | None:
        """How long ago the newest batch was ingested; None when there is none."""
        return None if self.ingested_at is None else now - self.ingested_at


def stream_progress(settings: Settings) -> Progress:
    """Return the stream's progress. Raises LakeError when there is no lake, BrokerError when no broker answers."""
    ends = _end_offsets(settings)
    ingests = open_table(settings, BRONZE_INGESTS).to_pyarrow_dataset()
    newest = pc.max(ingests.to_table(columns=["ingest_seq"])["ingest_seq"]).as_py()
    if newest is None:
        return Progress(0, None, sum(ends.values()))
    (row,) = ingests.to_table(["ingested_at", "ranges"], filter=pc.field("ingest_seq") == newest).to_pylist()
    read = {each["partition"]: each["end"] for each in row["ranges"]}
    lag = sum(max(0, end - read.get(partition, 0)) for partition, end in ends.items())
    return Progress(newest, row["ingested_at"], lag)


def _end_offsets(settings: Settings) -> dict[int, int]:
    try:
        consumer = KafkaConsumer(
            bootstrap_servers=settings.kafka_bootstrap,
            bootstrap_timeout_ms=_BROKER_MILLISECONDS,
            request_timeout_ms=_BROKER_MILLISECONDS,
            isolation_level="read_committed",
        )
    except KafkaError as error:
        raise BrokerError(
            f"The broker at {settings.kafka_bootstrap} does not answer ({error}).", hint="Start it with `hub up`."
        ) from error
    try:
        partitions = consumer.partitions_for_topic(settings.events_topic) or set()
        ends = consumer.end_offsets([TopicPartition(settings.events_topic, number) for number in partitions])
    finally:
        consumer.close()
    return {partition.partition: offset for partition, offset in ends.items()}


def await_first_batch(settings: Settings, since: datetime, *, seconds: float) -> bool:
    """Wait until a driver has ingested a batch after `since`, or has nothing to ingest; False when none does."""

    def is_live() -> bool:
        if not stream_drivers(settings.root):
            return False
        try:
            progress = stream_progress(settings)
        except (LakeError, BrokerError):
            return False
        return progress.lag == 0 or (progress.ingested_at is not None and progress.ingested_at >= since)

    return wait_until(is_live, seconds=seconds, interval=1)


def main() -> NoReturn:
    """Wait for the first batch as long as the argument says; end with 1 when it has not come."""
    seconds = float(sys.argv[1])
    live = await_first_batch(get_settings(), datetime.now(UTC), seconds=seconds)
    if not live:
        sys.stderr.write(f"No batch was ingested within {seconds:.0f} s. Airflow shows the task's log: DAG stream.\n")
        sys.stderr.flush()
    # Threads of Arrow's that are still ending can abort an orderly exit, with an exit code of their own.
    os._exit(0 if live else EXIT_FAILED)


if __name__ == "__main__":
    main()
