"""The records of a topic, as a consumer that trusts nobody reads them: from the first offset to the last."""

from typing import NamedTuple

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition


class Record(NamedTuple):
    """One record of the topic. `raw` is its value, None for a tombstone."""

    topic_id: str
    partition: int
    offset: int
    raw: bytes | None


def read_topic(bootstrap: str, topic: str) -> list[Record]:
    """Return every committed record that the topic holds now, by partition and offset."""
    topic_id = _topic_id(bootstrap, topic)
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_poll_records=20_000,
    )
    with consumer:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        records: list[Record] = []
        while any(consumer.position(each) < ends[each] for each in partitions):
            for batch in consumer.poll(timeout_ms=1000).values():
                records += [Record(topic_id, each.partition, each.offset, each.value) for each in batch]
    return sorted(records, key=lambda record: (record.partition, record.offset))


def end_offsets(bootstrap: str, topic: str) -> dict[int, int]:
    """Return the offset after the last committed one, by partition."""
    with KafkaConsumer(bootstrap_servers=bootstrap, isolation_level="read_committed") as consumer:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        return {each.partition: offset for each, offset in consumer.end_offsets(partitions).items()}


def _topic_id(bootstrap: str, topic: str) -> str:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        (description,) = admin.describe_topics([topic])
        return str(description["topic_id"])
    finally:
        admin.close()
