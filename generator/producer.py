"""Sending to Kafka: every message's delivery is awaited and counted.

`acks=all` with idempotence (kafka-python's defaults, written out) keeps the order within a partition and stores
nothing twice when the client retries. Batches wait a few milliseconds to fill: fewer requests, less work.
"""

from collections import deque
from contextlib import suppress
from datetime import timedelta
from threading import Event
from time import monotonic
from types import TracebackType
from typing import NamedTuple, Self

from kafka import KafkaProducer
from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError
from kafka.partitioner.default import murmur2
from kafka.producer.future import FutureRecordMetadata

from generator.disturbances import Message
from generator.tally import Tally
from hub.durations import format_duration
from hub.errors import BrokerError

BATCH_BYTES = 128 * 1024
LINGER_MS = 10
LONGEST_TRY = timedelta(seconds=30)

_MARK_EVERY = 500
_MARKS_AHEAD = 40


class Target(NamedTuple):
    """Where messages go. `connect` is how long a broker may take to answer at first, `patience` how long a message is
    tried, for example while the broker restarts, before it counts as not acknowledged."""

    bootstrap: str
    topic: str
    patience: timedelta = timedelta(minutes=2)
    connect: timedelta = timedelta(seconds=15)


class ConfirmedProducer:
    """Sends messages to one topic and counts those that the broker acknowledged; a context manager.

    Raises BrokerError when it is made and no broker answers, or the topic does not exist. The first message that is
    not acknowledged sets `halt`. Leaving the context waits for what is under way; `tally` is final then.
    """

    def __init__(self, target: Target, *, halt: Event) -> None:
        self.tally = Tally()
        self._halt = halt
        self._topic = target.topic
        # Longer than the client takes to give a message up.
        self._wait_seconds = target.patience.total_seconds() + 5
        # Every so many messages one delivery is kept to be awaited, because the client's own buffer has no bound.
        self._marks: deque[FutureRecordMetadata] = deque()
        self._producer, self._partitions = _connect(target)
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
            self._producer.flush(timeout=self._wait_seconds)
        except KafkaError as failure:
            self._on_failure(failure)
        self.tally.seconds = monotonic() - self._began
        # With messages left that it cannot deliver the client refuses to close; it ends with the process then.
        with suppress(KafkaTimeoutError):
            self._producer.close(timeout=5 if self.tally.acknowledged == self.tally.sent else 0)

    def _partition(self, key: bytes) -> int:
        """Return what every Kafka client's default gives, remembered: in Python the hash costs a fifth of a send."""
        partition = self._partition_of.get(key)
        if partition is None:
            partition = self._partition_of[key] = (murmur2(key) & 0x7FFFFFFF) % self._partitions
        return partition

    def _await(self, delivery: FutureRecordMetadata) -> None:
        try:
            delivery.get(timeout=self._wait_seconds)
        except KafkaError as error:
            self._on_failure(error)

    def _on_success(self, _: object) -> None:
        self.tally.acknowledged += 1  # always in the client's one sending thread

    def _on_failure(self, error: BaseException) -> None:
        self.tally.first_failure = self.tally.first_failure or str(error)
        self._halt.set()


def _connect(target: Target) -> tuple[KafkaProducer, int]:
    """Return a producer, and how many partitions the topic has."""
    try:
        producer = KafkaProducer(
            bootstrap_servers=target.bootstrap.split(","),
            acks="all",
            enable_idempotence=True,
            batch_size=BATCH_BYTES,
            linger_ms=LINGER_MS,
            delivery_timeout_ms=_milliseconds(target.patience),
            # One try and the wait for a batch to fill must fit into the whole.
            request_timeout_ms=_milliseconds(min(target.patience / 2, LONGEST_TRY)),
            allow_auto_create_topics=False,
            bootstrap_timeout_ms=_milliseconds(target.connect),
            max_block_ms=_milliseconds(target.connect),
        )
    except (KafkaConnectionError, KafkaTimeoutError) as error:
        raise BrokerError(
            f"No Kafka broker answered at {target.bootstrap} within {format_duration(target.connect)}.",
            hint="Start one with `hub up`, or name another with --bootstrap or HUB_KAFKA_BOOTSTRAP.",
        ) from error
    try:
        return producer, len(producer.partitions_for(target.topic))
    except KafkaError as error:
        producer.close(timeout=0)
        raise BrokerError(
            f"The topic {target.topic} does not exist at {target.bootstrap}.",
            hint="`hub up` creates it; name another with --topic.",
        ) from error


def _milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
