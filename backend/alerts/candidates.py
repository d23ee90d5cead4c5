"""Forwards what the fast path raises to the connections, some milliseconds after the event.

A candidate is shown and nothing more: whom to tell, and what is one alert, is decided by what the lake has a second
later, under the same `alert_id`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from kafka import KafkaConsumer

from backend.alerts.models import Alert, Signal
from backend.alerts.models.life import CANDIDATE, RESOLVED
from hub.alert_life import subject_of
from hub.settings import Settings

_WAIT_MS = 500
_COPIED = ("alert_id", "alert_type", "comparison", "platform", "event_id", "message", "rule_id", "rule_version")
_PERHAPS = ("product_id", "product_name", "warehouse")


class Candidates:
    """Reads the alerts' topic from now on; each step waits a moment for what comes and hands on what is new."""

    def __init__(self, settings: Settings, tell: Callable[[Sequence[Alert]], None]) -> None:
        self._settings = settings
        self._tell = tell
        self._consumer: KafkaConsumer | None = None

    def step(self) -> None:
        """Forward what has come. Raises KafkaError."""
        if self._consumer is None:
            self._consumer = KafkaConsumer(
                self._settings.alerts_topic,
                bootstrap_servers=self._settings.kafka_bootstrap,
                auto_offset_reset="latest",
                enable_auto_commit=False,
            )
        records = [record for each in self._consumer.poll(timeout_ms=_WAIT_MS).values() for record in each]
        messages = [json.loads(record.value) for record in records]
        # The alerts of record are on the topic as well: they say which batch they are of.
        found = [candidate(message) for message in messages if message.get("ingest_seq") is None]
        if fresh := [alert for alert in found if not alert.historical and not _is_known(alert)]:
            self._tell(fresh)

    def close(self) -> None:
        """Give up the connection to the broker."""
        if self._consumer is not None:
            self._consumer.close()


def candidate(message: dict[str, Any]) -> Alert:
    """Return a message of the fast path as the alert that it may become; it is not saved."""
    whole = dict.fromkeys(_PERHAPS) | message
    return Alert(
        subject=subject_of(whole),
        timestamp=datetime.fromisoformat(message["timestamp"]),
        raised_at=datetime.fromisoformat(message["raised_at"]),
        value=Decimal(message["value"]),
        threshold=Decimal(message["threshold"]),
        historical=message["historical"],
        state=CANDIDATE,
        **{name: whole[name] for name in (*_COPIED, *_PERHAPS)},
    )


def _is_known(alert: Alert) -> bool:
    """Whether the alert is there already, or the event belongs to one that is open."""
    is_open = Alert.objects.filter(subject=alert.subject).exclude(state=RESOLVED).exists()
    return is_open or Signal.objects.filter(alert_id=alert.alert_id).exists()
