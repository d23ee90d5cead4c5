"""Tells the stream the rules: what the database has and the topic may not have yet."""

from typing import Any

from django.utils import timezone
from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.net.compat import KafkaNetClient

from backend.alerts.models import RuleVersion
from backend.alerts.rules.services import ensure_default_rules
from hub.settings import Settings

# Short, because a server that is to stop waits for it; what was not acknowledged is sent again.
_ACKNOWLEDGED_WITHIN_SECONDS = 3


class RulePublisher:
    """Sends rules in the order in which they were made, each as its rule's newest message.

    A version is marked as published after the broker has acknowledged it: a crash in between sends it again, which
    changes nothing, because readers keep the highest version. The first round also makes the default rules, and sends
    every current version again, for a topic that was lost.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._first = True

    def publish(self) -> int:
        """Send what is to be sent; return how many versions that were. Raises KafkaError."""
        if self._first:
            ensure_default_rules(settings=self._settings)
        rows = list(RuleVersion.objects.filter(published_at=None).order_by("id"))
        if self._first:
            unpublished = {row.pk for row in rows}
            current = RuleVersion.objects.filter(is_current=True).order_by("id")
            rows = [*(row for row in current if row.pk not in unpublished), *rows]
        if rows:
            self._send(rows)
        self._first = False
        return len(rows)

    def _send(self, rows: list[RuleVersion]) -> None:
        # Rules change a few times a day: no connection is kept for them.
        producer = _producer(self._settings.kafka_bootstrap)
        try:
            for row in rows:
                rule = row.as_rule()
                sent = producer.send(self._settings.rules_topic, key=rule.rule_id.encode(), value=rule.to_message())
                sent.get(timeout=_ACKNOWLEDGED_WITHIN_SECONDS)
                RuleVersion.objects.filter(pk=row.pk, published_at=None).update(published_at=timezone.now())
        finally:
            producer.close(timeout=_ACKNOWLEDGED_WITHIN_SECONDS)


def _producer(bootstrap: str) -> KafkaProducer:
    """Return a connected producer. Raises KafkaError, and then has left nothing open."""
    clients: list[KafkaNetClient] = []

    def client(**config: Any) -> KafkaNetClient:
        clients.append(KafkaNetClient(**config))
        return clients[-1]

    try:
        return KafkaProducer(
            bootstrap_servers=bootstrap,
            acks="all",
            bootstrap_timeout_ms=_ACKNOWLEDGED_WITHIN_SECONDS * 1000,
            max_block_ms=_ACKNOWLEDGED_WITHIN_SECONDS * 1000,
            kafka_client=client,
        )
    except KafkaError:
        # A producer that finds no broker forgets its client without closing it, and this is tried again and again.
        for each in clients:
            each.close()
        raise
