"""A stream that runs follows the rules, writes down which version fired, and what ended an alert."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaProducer

from hub.rules import Rule
from hub.tables import ALERT_ENDINGS, ALERTS
from tests.oracle.lake import Lake
from tests.support.kafka import Broker
from tests.support.stream import StreamJob
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.kafka, pytest.mark.spark]

TOPICS = ("HUB_EVENTS_TOPIC", "HUB_ALERTS_TOPIC", "HUB_RULES_TOPIC")
LOW = Rule("low", 1, "stock_quantity", "below", Decimal(10), recover=Decimal(12))


class _Shop:
    """Sends events and rules to a stream, and reads what came of them."""

    def __init__(self, broker: Broker, stream: StreamJob) -> None:
        self.stream = stream
        self._producer = KafkaProducer(bootstrap_servers=broker.bootstrap, acks="all")

    def publish(self, rule: Rule) -> None:
        topic = self.stream.settings.rules_topic
        self._producer.send(topic, key=rule.rule_id.encode(), value=rule.to_message()).get(timeout=30)

    def stock(self, quantity: int) -> str:
        return self._send(event_type="stock_update", category="c", stock_quantity=quantity, warehouse="SP-01")

    def sale(self, total: str) -> str:
        amounts = {"quantity": 1, "unit_price": total, "total": total, "currency": "BRL"}
        parties = {"order_id": "o", "customer_id": "c", "region": "r", "payment_method": "pix"}
        return self._send(event_type="sale", **amounts, **parties)

    def cancel(self, event_id: str, amount: str) -> str:
        return self._send(event_type="cancellation", order_id="o", refers_to=event_id, amount=amount, currency="BRL")

    def alerts(self) -> dict[str, tuple[str, int]]:
        rows = Lake(self.stream.lake).rows(ALERTS.name, "event_id", "rule_id", "rule_version")
        return {row["event_id"]: (row["rule_id"], row["rule_version"]) for row in rows}

    def endings(self) -> set[tuple[str, str, str | None]]:
        rows = Lake(self.stream.lake).rows(ALERT_ENDINGS.name, "kind", "event_id", "refers_to")
        return {(row["kind"], row["event_id"], row["refers_to"]) for row in rows}

    def _send(self, **fields: Any) -> str:
        event_id = uuid.uuid4().hex
        event = {
            "event_id": event_id,
            "timestamp": datetime.now(UTC).isoformat(),
            "platform": "amazon",
            "product_id": "p1",
            "product_name": "Fone",
            **fields,
        }
        topic = self.stream.settings.events_topic
        self._producer.send(topic, key=b"amazon:p1", value=json.dumps(event).encode()).get(timeout=30)
        return event_id


@pytest.fixture
def shop(broker: Broker, tmp_path: Path) -> Iterator[_Shop]:
    """A stream that runs by one rule about stock."""
    names = {variable: f"{variable.lower()}-{uuid.uuid4().hex}" for variable in TOPICS}
    for name in names.values():
        broker.create_topic(name)
    events = names.pop("HUB_EVENTS_TOPIC")
    with StreamJob(tmp_path, broker.bootstrap, events, **names) as stream:
        shop = _Shop(broker, stream)
        shop.publish(LOW)
        stream.start()
        yield shop


def test_a_running_stream_follows_the_rules_and_sees_alerts_end(shop: _Shop) -> None:
    first = shop.stock(9)
    shop.stream.wait_until_caught_up()
    assert shop.alerts() == {first: ("low", 1)}

    shop.publish(replace(LOW, version=2, threshold=Decimal(5), recover=Decimal(8)))
    shop.publish(Rule("dear", 1, "sale_total", "above", Decimal(100)))
    latest: list[str] = []

    def follows() -> bool:
        latest.append(shop.sale("150.00"))
        shop.stream.wait_until_caught_up()
        return shop.alerts().get(latest[-1]) == ("dear", 1)

    wait_until(follows, seconds=10, what="an alert of the new rule", every=0.5)
    fuller, lower = shop.stock(9), shop.stock(4)
    cancelled = shop.cancel(latest[-1], "150.00")
    shop.stream.wait_until_caught_up()

    assert shop.alerts()[lower] == ("low", 2)
    assert {("recovered", fuller, None), ("cancellation", cancelled, latest[-1])} <= shop.endings()
    assert fuller not in shop.alerts()
