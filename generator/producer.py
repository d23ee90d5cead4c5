"""Sending to Kafka: every message's delivery is awaited and counted.

`acks=all` with idempotence (kafka-python's defaults, written out) keeps the order within a partition and stores
nothing twice when the client retries. Batches wait a few milliseconds to fill: fewer requests, less work.
"""

from collections import deque
from threading import Event
from time import monotonic
from types import TracebackType
from typing import Self

from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.partitioner.default import murmur2
from kafka.producer.future import FutureRecordMetadata

from generator.disturbances import Message
from generator.tally import Tally
from hub.errors import BrokerError

BATCH_BYTES = 128 * 1024
LINGER_MS = 10
CONNECT_SECONDS = 15.0
DELIVERY_SECONDS = 120.0
"""How long a message is tried, for example while a broker restarts, before it counts as not acknowledged."""

_MARK_EVERY = 500
_MARKS_AHEAD = 40


class ConfirmedProducer:
    """Sends messages to one topic and counts those that the broker acknowledged; a context manager.

    Raises BrokerError when it is made and no broker answers, or the topic does not exist. The first message that is
    not acknowledged sets `halt`. Leaving the context waits for what is under way; `tally` is final then.
    """

    def __init__(self, bootstrap: str, topic: str, *, halt: Event, connect_seconds: float = CONNECT_SECONDS) -> None:
        self.tally = Tally()
        self._halt = halt
        self._topic = topic
        # Every so many messages one delivery is kept to be awaited, because the client's own buffer has no bound.
        self._marks: deque[FutureRecordMetadata] = deque()
        self._producer, self._partitions = _connect(bootstrap, topic, connect_seconds)
        self._partition_of: dict[bytes, int] = {}
        self._began = monotonic()

    def send(self, message: Message) -> None:
        """Hand a message to the sending thread. Waits when too many are under way."""
        self.tally.count(message)
        try:
            delivery = self._producer.send(
                self._topic, message.value, message.key, partition=self._partition(message.key)
            )
        except KafkaError as error:
            self._on_failure(error)
            return
        delivery.add_callback(self._on_success).add_errback(self._on_failure)
        if self.tally.sent % _MARK_EVERY == 0:
            self._marks.append(delivery)
            if len(self._marks) > _MARKS_AHEAD:
                self._await(self._marks.popleft())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._producer.flush(timeout=DELIVERY_SECONDS + 5)
        except KafkaError as failure:
            self._on_failure(failure)
        self.tally.seconds = monotonic() - self._began
        self._producer.close(timeout=5)

    def _partition(self, key: bytes) -> int:
        """Return what every Kafka client's default gives, remembered: in Python the hash costs a fifth of a send."""
        partition = self._partition_of.get(key)
        if partition is None:
            partition = self._partition_of[key] = (murmur2(key) & 0x7FFFFFFF) % self._partitions
        return partition

    def _await(self, delivery: FutureRecordMetadata) -> None:
        try:
            delivery.get(timeout=DELIVERY_SECONDS + 5)
        except KafkaError as error:
            self._on_failure(error)

    def _on_success(self, _: object) -> None:
        self.tally.acknowledged += 1  # always in the client's one sending thread

    def _on_failure(self, error: BaseException) -> None:
        self.tally.first_failure = self.tally.first_failure or f"{type(error).__name__}: {error}"
        self._halt.set()


def _connect(bootstrap: str, topic: str, seconds: float) -> tuple[KafkaProducer, int]:
    try:
        producer = KafkaProducer(
            bootstrap_servers=bootstrap.split(","),
            acks="all",
            enable_idempotence=True,
            batch_size=BATCH_BYTES,
            linger_ms=LINGER_MS,
            delivery_timeout_ms=DELIVERY_SECONDS * 1000,
            allow_auto_create_topics=False,
            bootstrap_timeout_ms=seconds * 1000,
            max_block_ms=seconds * 1000,
        )
    except KafkaError as error:
        raise BrokerError(
            f"No Kafka broker answered at {bootstrap} within {seconds:g} s ({type(error).__name__}).",
            hint="Start one with `hub up`, or name another with --bootstrap or HUB_KAFKA_BOOTSTRAP.",
        ) from error
    try:
        return producer, len(producer.partitions_for(topic))
    except KafkaError as error:
        producer.close(timeout=0)
        raise BrokerError(
            f"The topic {topic} does not exist at {bootstrap}.",
            hint="`hub up` creates it; name another with --topic.",
        ) from error
