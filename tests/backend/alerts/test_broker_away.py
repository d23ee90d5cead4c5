"""Telling the stream its rules while no broker answers."""

import time

import psutil
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


@pytest.mark.django_db
def test_rounds_without_a_broker_leave_no_connection_open() -> None:
    settings = get_settings().model_copy(update={"kafka_bootstrap_setting": f"127.0.0.1:{free_port()}"})
    process = psutil.Process()
    before = {each.fd for each in process.net_connections(kind="unix")}
    # The error is held until the sockets are counted: it keeps what failed from being collected, and closed by that.
    with pytest.raises(KafkaError) as held:
        RulePublisher(settings).publish()
    assert {each.fd for each in process.net_connections(kind="unix")} == before, held
