"""The stream's rule book: what it reads, what it passes over, and how soon it follows a change."""

import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from kafka import KafkaProducer

from hub.rules import Rule
from hub.settings import Settings, load_settings
from spark_jobs.stream.rules import RuleBook
from tests.support.kafka import Broker
from tests.support.waiting import wait_until

pytestmark = pytest.mark.kafka

MINE = Rule("mine", 1, "stock_quantity", "below", Decimal(5), recover=Decimal(8))


def _settings(home: Path, broker: Broker, topic: str = "") -> Settings:
    return load_settings(
        home=home, kafka_bootstrap_setting=broker.bootstrap, rules_topic=topic or f"rules-{uuid.uuid4().hex}"
    )


@pytest.fixture
def settings(broker: Broker, tmp_path: Path) -> Settings:
    """Settings whose rules' topic exists and is empty."""
    settings = _settings(tmp_path, broker)
    broker.create_topic(settings.rules_topic, config={"cleanup.policy": "compact"})
    return settings


def _publish(settings: Settings, *values: Rule | bytes) -> None:
    with KafkaProducer(bootstrap_servers=settings.kafka_bootstrap, acks="all") as producer:
        for value in values:
            key, message = (value.rule_id, value.to_message()) if isinstance(value, Rule) else ("broken", value)
            producer.send(settings.rules_topic, key=key.encode(), value=message).get(timeout=30)


def _names(book: RuleBook) -> set[tuple[str, int]]:
    return {(rule.rule_id, rule.version) for rule in book.current}


def test_without_a_topic_or_a_message_the_rules_are_those_of_the_settings(
    settings: Settings, broker: Broker, tmp_path: Path
) -> None:
    for each in (settings, _settings(tmp_path, broker, "no-such-topic")):
        with RuleBook(each) as book:
            assert _names(book) == {("LOW_STOCK", 1), ("HIGH_TICKET", 1)}


def test_what_was_published_before_is_in_force_from_the_first_batch(settings: Settings) -> None:
    _publish(settings, MINE, Rule("mine", 2, "sale_total", "above", Decimal(9)), Rule("off", 1, *_OTHER, enabled=False))
    with RuleBook(settings) as book:
        assert _names(book) == {("mine", 2)}


def test_a_change_is_followed_within_ten_seconds_also_when_the_topic_comes_later(
    settings: Settings, broker: Broker, tmp_path: Path
) -> None:
    late = _settings(tmp_path, broker)
    with RuleBook(settings) as book, RuleBook(late) as waiting:
        broker.create_topic(late.rules_topic, config={"cleanup.policy": "compact"})
        for each in (settings, late):
            _publish(each, MINE)
        wait_until(lambda: _names(book) == {("mine", 1)} == _names(waiting), seconds=10, what="the new rule")


def test_a_message_that_is_no_rule_and_an_older_version_change_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    newer = Rule("mine", 3, *_OTHER)
    _publish(settings, newer, MINE, b"{}", b"not json", Rule("last", 1, *_OTHER))
    with RuleBook(settings) as book:
        assert _names(book) == {("mine", 3), ("last", 1)}
    assert caplog.text.count("was passed over") == 2


_OTHER = ("sale_total", "above", Decimal(100))
