"""Telling the stream its rules while no broker answers."""

import time

import pytest
from kafka.errors import KafkaError

from backend.alerts.rules.publisher import RulePublisher
from hub.launcher.ports import free_port
from hub.settings import get_settings

_STOPS_WITHIN_SECONDS = 10


@pytest.mark.django_db
def test_a_round_without_a_broker_ends_soon_so_that_a_server_can_stop() -> None:
    settings = get_settings().model_copy(update={"kafka_bootstrap_setting": f"127.0.0.1:{free_port()}"})
    began = time.monotonic()
    with pytest.raises(KafkaError):
        RulePublisher(settings).publish()
    assert time.monotonic() - began < _STOPS_WITHIN_SECONDS
