"""The fast path's candidates are shown at once, and announced once."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaProducer

from backend.alerts.candidates import Candidates
from backend.alerts.life.store import StoredAlerts
from backend.alerts.models import Alert
from backend.alerts.presenters import live_alert
from backend.realtime.board import Board
from hub.alert_life import step
from hub.settings import Settings, load_settings
from tests.backend.alerts.test_delivery import _row
from tests.support.kafka import Broker
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.kafka, pytest.mark.django_db]


@pytest.fixture
def settings(broker: Broker, tmp_path: Path) -> Settings:
    """Settings with an alerts' topic of their own."""
    topic = f"alerts-{uuid.uuid4().hex}"
    broker.create_topic(topic)
    return load_settings(home=tmp_path, kafka_bootstrap_setting=broker.bootstrap, alerts_topic=topic)


class Listener:
    """Reads candidates, and keeps which were forwarded."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.forwarded: list[str] = []
        self.reader = Candidates(settings, lambda alerts: self.forwarded.extend(alert.alert_id for alert in alerts))
        self.reader.step()

    def hear(self, *messages: dict[str, Any]) -> list[str]:
        """Send messages and one more, and return what was forwarded before that one was."""
        last = _message("last", warehouse="last")
        with KafkaProducer(bootstrap_servers=self._settings.kafka_bootstrap, acks="all") as producer:
            for message in (*messages, last):
                value = json.dumps(message, default=str).encode()
                producer.send(self._settings.alerts_topic, value).get(timeout=30)
        wait_until(self._has_read_all, seconds=30, what="the last candidate")
        return self.forwarded[: self.forwarded.index("last")]

    def _has_read_all(self) -> bool:
        self.reader.step()
        return "last" in self.forwarded


@pytest.fixture
def listener(settings: Settings) -> Iterator[Listener]:
    """Somebody who listens since before anything was sent."""
    listener = Listener(settings)
    yield listener
    listener.reader.close()


def _message(alert_id: str, **values: Any) -> dict[str, Any]:
    row = {name: value for name, value in {**_row(alert_id), **values}.items() if value is not None}
    return row | {name: row[name].isoformat() for name in ("timestamp", "raised_at")}


def test_a_candidate_is_forwarded_unless_it_is_old_known_or_part_of_what_is_open(listener: Listener) -> None:
    step(StoredAlerts(), _row("known"))
    found = listener.hear(
        _message("new", warehouse="RJ-01"),
        _message("known"),
        _message("folded"),
        _message("old", historical=True, warehouse="MG-01"),
        _message("of record", ingest_seq=7, warehouse="MG-02"),
    )
    assert found == ["new"]
    assert Alert.objects.count() == 1


def test_what_was_announced_as_a_candidate_is_not_announced_again(settings: Settings) -> None:
    board = Board(settings)
    candidate = Alert(**_row("a1", state="candidate"))
    board.tell_candidates([candidate])
    board.tell_alerts({}, [Alert(**_row("a1")), Alert(**_row("a2"))])

    shown = [live_alert(alert) for alert in board._new_alerts]
    assert [(alert["alert_id"], alert["state"]) for alert in shown] == [("a1", "candidate"), ("a2", "open")]
