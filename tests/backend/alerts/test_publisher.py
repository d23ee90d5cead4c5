"""The stream is told the rules: every version at least once, and again after the topic was lost."""

import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

from backend.accounts.services import user_of_role
from backend.alerts.models import RuleVersion
from backend.alerts.rules.publisher import RulePublisher
from backend.alerts.rules.services import change_rule, delete_rule
from hub.rules import Rule, rule_from_message
from hub.settings import Settings, load_settings
from tests.support.kafka import Broker

pytestmark = [pytest.mark.kafka, pytest.mark.django_db]


@pytest.fixture
def settings(broker: Broker, tmp_path: Path) -> Settings:
    """Settings with a rules' topic of their own."""
    topic = f"rules-{uuid.uuid4().hex}"
    broker.create_topic(topic, config={"cleanup.policy": "compact"})
    return load_settings(home=tmp_path, kafka_bootstrap_setting=broker.bootstrap, rules_topic=topic)


def _told(settings: Settings) -> list[tuple[str, Rule]]:
    consumer = KafkaConsumer(
        settings.rules_topic,
        bootstrap_servers=settings.kafka_bootstrap,
        auto_offset_reset="earliest",
        consumer_timeout_ms=1500,
    )
    with consumer:
        return [(record.key.decode(), rule_from_message(record.value)) for record in consumer]


def test_versions_are_told_in_order_once_and_a_deleted_rule_as_one_that_does_not_fire(settings: Settings) -> None:
    publisher, actor = RulePublisher(settings), user_of_role(role="operator")
    publisher.publish()
    change_rule(actor=actor, rule_id="LOW_STOCK", values={"threshold": Decimal(3)})
    delete_rule(actor=actor, rule_id="HIGH_TICKET")

    assert publisher.publish() == 2
    assert publisher.publish() == 0

    assert [(key, rule.version, rule.enabled) for key, rule in _told(settings)] == [
        ("LOW_STOCK", 1, True),
        ("HIGH_TICKET", 1, True),
        ("LOW_STOCK", 2, True),
        ("HIGH_TICKET", 2, False),
    ]


def test_a_new_publisher_tells_what_is_in_force_again(settings: Settings) -> None:
    RulePublisher(settings).publish()
    assert RulePublisher(settings).publish() == 2
    assert len(_told(settings)) == 4


def test_what_the_broker_has_not_acknowledged_stays_to_be_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KafkaError("the broker is away")

    with monkeypatch.context() as patch:
        patch.setattr(KafkaProducer, "send", fails)
        publisher = RulePublisher(settings)
        with pytest.raises(KafkaError):
            publisher.publish()
    assert not RuleVersion.objects.exclude(published_at=None).exists()

    assert publisher.publish() == 2
    assert not RuleVersion.objects.filter(published_at=None).exists()
