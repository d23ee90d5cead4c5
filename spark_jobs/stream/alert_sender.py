"""Sends the alerts of record to their Kafka topic."""

import json

import pyarrow as pa
from kafka import KafkaProducer

from hub.settings import Settings


class AlertSender:
    """Produces alerts as JSON, keyed like events; returns only when the broker has acknowledged them all.

    A replayed batch sends its alerts again: consumers tell by `alert_id`, which is the same.
    """

    def __init__(self, settings: Settings) -> None:
        self._topic = settings.alerts_topic
        self._producer = KafkaProducer(bootstrap_servers=settings.kafka_bootstrap, acks="all", linger_ms=0)

    def send(self, alerts: pa.Table) -> None:
        """Send each row. Raises KafkaError when one is not acknowledged."""
        deliveries = [
            self._producer.send(
                self._topic,
                key=f"{alert['platform']}:{alert['product_id']}".encode(),
                value=json.dumps(alert, default=_text, ensure_ascii=False).encode(),
            )
            for alert in alerts.to_pylist()
        ]
        if deliveries:
            self._producer.flush()
        for delivery in deliveries:
            delivery.get(timeout=30)

    def close(self) -> None:
        """Give up the connection to the broker."""
        self._producer.close()


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
