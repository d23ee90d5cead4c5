"""The alert rules in force, followed from their compacted topic while the stream runs."""

import logging
import threading
from types import TracebackType
from typing import Self

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from hub.errors import BrokerError
from hub.rules import BadRule, Rule, default_rules, in_force, rule_from_message
from hub.settings import Settings

_LOG = logging.getLogger(__name__)
_POLL_MS = 500
_FIRST_READ_POLL_MS = 100
_SECONDS_BETWEEN_TRIES = 2.0


class RuleBook:
    """Reads the rules' topic to its end on entry, and from then on in a thread; `current` is what a batch goes by.

    Until anybody has published a rule, the rules are those of the settings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._partition = TopicPartition(settings.rules_topic, 0)
        self._published: dict[str, Rule] = {}
        self._current = in_force(default_rules(settings))
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="rules", daemon=True)
        self._consumer: KafkaConsumer | None = None

    @property
    def current(self) -> tuple[Rule, ...]:
        """The rules in force now: an immutable snapshot."""
        return self._current

    def __enter__(self) -> Self:
        try:
            consumer = self._connected()
            if consumer is not None:
                (end,) = consumer.end_offsets([self._partition]).values()
                while consumer.position(self._partition) < end:
                    self._take(consumer, _FIRST_READ_POLL_MS)
        except KafkaError as error:
            raise BrokerError(
                f"The rules in {self._partition.topic} could not be read: {error!r}.",
                hint="Check that the broker runs and that HUB_KAFKA_BOOTSTRAP is right.",
            ) from error
        _LOG.info("Alert rules: %s.", ", ".join(f"{rule.rule_id} v{rule.version}" for rule in self._current) or "none")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        if self._consumer is not None:
            self._consumer.close()

    def _follow(self) -> None:
        while not self._stop.is_set():
            try:
                consumer = self._connected()
                if consumer is not None:
                    self._take(consumer, _POLL_MS)
                    continue
            except KafkaError as error:
                _LOG.warning("The rules' topic does not answer, so the rules stay as they are: %r.", error)
            self._stop.wait(_SECONDS_BETWEEN_TRIES)

    def _connected(self) -> KafkaConsumer | None:
        """Return the consumer, placed at the topic's beginning at first; None while there is no such topic."""
        if self._consumer is None:
            self._consumer = KafkaConsumer(
                bootstrap_servers=self._settings.kafka_bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
            )
        if not self._consumer.assignment():
            if not self._consumer.partitions_for_topic(self._partition.topic):
                return None
            self._consumer.assign([self._partition])
            self._consumer.seek_to_beginning(self._partition)
        return self._consumer

    def _take(self, consumer: KafkaConsumer, wait_ms: int) -> None:
        changed = False
        for records in consumer.poll(timeout_ms=wait_ms).values():
            for record in records:
                changed |= self._accept(record.value)
        if changed:
            self._current = in_force(self._published.values())
            _LOG.info("Alert rules: %s.", ", ".join(f"{rule.rule_id} v{rule.version}" for rule in self._current))

    def _accept(self, value: bytes | None) -> bool:
        try:
            rule = rule_from_message(value or b"")
        except BadRule as error:
            _LOG.error("A message on %s was passed over: %s", self._partition.topic, error)
            return False
        known = self._published.get(rule.rule_id)
        if known is not None and known.version >= rule.version:
            return False
        self._published[rule.rule_id] = rule
        return True
