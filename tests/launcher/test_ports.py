"""A port that is taken is told with its holder and with what to do."""

import os
import socket
from collections.abc import Iterator

import psutil
import pytest

from hub.errors import ServiceFailed
from hub.launcher.ports import accepts, free_port, is_free, require_free


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_names_its_process_and_the_variable_to_set(taken_port: int) -> None:
    name = psutil.Process(os.getpid()).name()
    with pytest.raises(ServiceFailed) as raised:
        require_free({"HUB_KAFKA_PORT": taken_port})
    assert str(raised.value) == (
        f"Port {taken_port} is taken by pid {os.getpid()} ({name}). Stop it, or set HUB_KAFKA_PORT."
    )


def test_free_ports_are_no_reason_to_stop() -> None:
    require_free({"HUB_API_PORT": free_port()})


def test_a_listening_port_accepts_and_is_not_free(taken_port: int) -> None:
    assert accepts(taken_port)
    assert not is_free(taken_port)


def test_a_free_port_does_not_accept() -> None:
    port = free_port()
    assert is_free(port)
    assert not accepts(port)
