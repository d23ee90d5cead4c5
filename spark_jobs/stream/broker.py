"""What the stream asks the broker besides records: which topic this is, and which offsets it still holds."""

from collections.abc import Callable

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from hub.errors import BrokerError
from hub.settings import Settings


class Topic:
    """The events topic as the broker sees it."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.events_topic
        self._bootstrap = settings.kafka_bootstrap

    def identify(self) -> str:
        """Return the topic's id, which changes when the topic is deleted and created again. Raises BrokerError."""
        try:
            admin = KafkaAdminClient(bootstrap_servers=self._bootstrap)
            try:
                (description,) = admin.describe_topics([self.name])
            finally:
                admin.close()
        except (KafkaError, ValueError) as error:
            raise BrokerError(
                f"The broker at {self._bootstrap} did not describe the topic {self.name}: {error!r}.",
                hint="Check that it runs and that HUB_KAFKA_BOOTSTRAP is right.",
            ) from error
        if description.get("error_code"):
            raise BrokerError(
                f"The topic {self.name} cannot be read: error code {description['error_code']}.",
                hint="`hub up` creates it.",
            )
        return str(description["topic_id"])

    def refuse_another(self, topic_id: str) -> None:
        """Raise BrokerError when the topic is not the one with this id: the same offsets would be other records."""
        found = self.identify()
        if found != topic_id:
            raise BrokerError(
                f"The topic {self.name} is another one now: its id is {found}, and this run reads {topic_id}.",
                hint="It was deleted and created again. The next run goes on with the new one from its first record.",
            )

    def beginning_offsets(self) -> dict[int, int]:
        """Return the first offset that each partition still holds."""
        return self._offsets(KafkaConsumer.beginning_offsets)

    def end_offsets(self) -> dict[int, int]:
        """Return where each partition ends now: the offset of the next record."""
        return self._offsets(KafkaConsumer.end_offsets)

    def _offsets(
        self, ask: Callable[[KafkaConsumer, list[TopicPartition]], dict[TopicPartition, int]]
    ) -> dict[int, int]:
        consumer = KafkaConsumer(bootstrap_servers=self._bootstrap)
        try:
            numbers = consumer.partitions_for_topic(self.name) or set()
            partitions = [TopicPartition(self.name, number) for number in sorted(numbers)]
            return {each.partition: offset for each, offset in ask(consumer, partitions).items()}
        finally:
            consumer.close()
