"""The broker that the tests use behaves like one."""

from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer

from tests.support.kafka import Broker

pytestmark = pytest.mark.kafka


def test_acknowledged_records_survive_a_kill_and_a_clean_stop(tmp_path: Path) -> None:
    with Broker(tmp_path / "broker") as broker:
        broker.create_topic("numbers", 2, {"message.timestamp.type": "LogAppendTime"})
        _send(broker, b"one")
        broker.kill()
        assert not broker.running
        broker.start()
        _send(broker, b"two")
        broker.stop()
        broker.start()
        assert sorted(_values(broker)) == [b"one", b"two"]


def test_a_broker_does_not_take_another_one_for_itself(broker: Broker, tmp_path: Path) -> None:
    second = Broker(tmp_path / "second", port=broker.port)
    with pytest.raises(RuntimeError, match=f"Port {broker.port} is taken"):
        second.start()


def test_a_broker_that_ends_while_it_starts_says_why_and_leaves_nothing_running(broker: Broker, tmp_path: Path) -> None:
    second = Broker(tmp_path / "second", controller_port=broker.controller_port)
    with pytest.raises(RuntimeError, match=r"(?s)ended while it started:.*Address already in use"):
        second.start()
    assert not second.running


def _send(broker: Broker, value: bytes) -> None:
    with KafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        producer.send("numbers", value).get(timeout=30)


def _values(broker: Broker) -> list[bytes]:
    consumer = KafkaConsumer(
        "numbers", bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest", consumer_timeout_ms=3000
    )
    with consumer:
        return [record.value for record in consumer]
