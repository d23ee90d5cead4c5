"""Reading stretches of the events topic again, to say why an offset brought no record into bronze."""

import time
from dataclasses import dataclass
from functools import cached_property

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from hub.errors import BrokerError
from hub.settings import Settings
from spark_jobs.stream.broker import Topic

_SECONDS_PER_STRETCH = 60
# Stretches are short and far apart: more bytes at a time would be read for nothing.
_FETCH_BYTES = 64 * 1024


@dataclass(frozen=True)
class Stretch:
    """Offsets [`start`, `end`) of one partition of one topic."""

    topic_id: str
    partition: int
    start: int
    end: int


@dataclass(frozen=True)
class Explanation:
    """What the log says of a stretch: how many offsets hold control or aborted records, and which ones hold others.

    `unanswered` says why the log cannot tell, and is empty when it can.
    """

    control: int = 0
    aborted: int = 0
    committed: tuple[int, ...] = ()
    unanswered: str = ""


class TopicLog:
    """The events topic as it is now; connects only when something is to be explained."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._topic = Topic(settings)

    def explain(self, stretch: Stretch) -> Explanation:
        """Read a stretch twice: with and without what its transactions took back. Raises BrokerError."""
        if stretch.topic_id != self._topic_id:
            return Explanation(unanswered="its topic was deleted")
        if stretch.start < self._beginning.get(stretch.partition, stretch.end):
            return Explanation(unanswered="the topic's retention has passed it")
        committed = self._offsets(stretch, "read_committed")
        written = self._offsets(stretch, "read_uncommitted")
        size = stretch.end - stretch.start
        return Explanation(size - len(written), len(written - committed), tuple(sorted(committed)))

    @cached_property
    def _topic_id(self) -> str:
        return self._topic.identify()

    @cached_property
    def _beginning(self) -> dict[int, int]:
        return self._topic.beginning_offsets()

    def _offsets(self, stretch: Stretch, isolation: str) -> set[int]:
        """Return the offsets of the stretch that hold records which a consumer of this isolation sees."""
        partition = TopicPartition(self._topic.name, stretch.partition)
        consumer = self._consumers[isolation]
        seen: set[int] = set()
        deadline = time.monotonic() + _SECONDS_PER_STRETCH
        try:
            consumer.assign([partition])
            consumer.seek(partition, stretch.start)
            while consumer.position(partition) < stretch.end:
                if time.monotonic() > deadline:
                    raise BrokerError(
                        f"The broker did not give offsets {stretch.start} to {stretch.end} of partition "
                        f"{stretch.partition} within {_SECONDS_PER_STRETCH} s.",
                        hint="Check that it runs; then run this again.",
                    )
                for records in consumer.poll(timeout_ms=500).values():
                    seen.update(record.offset for record in records if record.offset < stretch.end)
        except KafkaError as error:
            raise BrokerError(
                f"The topic's log could not be read: {error!r}.",
                hint="Check that the broker runs; then run this again.",
            ) from error
        return seen

    @cached_property
    def _consumers(self) -> dict[str, KafkaConsumer]:
        return {
            isolation: KafkaConsumer(
                bootstrap_servers=self._settings.kafka_bootstrap,
                isolation_level=isolation,
                enable_auto_commit=False,
                auto_offset_reset="none",
                max_partition_fetch_bytes=_FETCH_BYTES,
            )
            for isolation in ("read_committed", "read_uncommitted")
        }

    def close(self) -> None:
        """Give up the connections to the broker, if there are any."""
        for consumer in self.__dict__.get("_consumers", {}).values():
            consumer.close()
