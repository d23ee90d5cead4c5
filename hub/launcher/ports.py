"""Loopback ports: whether they are free, who has them, and finding one."""

import socket

import psutil

from hub.errors import ServiceFailed

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a service could listen on this loopback port now."""
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def accepts(port: int) -> bool:
    """Whether something answers on this loopback port."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex((LOOPBACK, port)) == 0


def free_port() -> int:
    """Return a loopback port that is free at this moment."""
    with socket.socket() as candidate:
        candidate.bind((LOOPBACK, 0))
        port: int = candidate.getsockname()[1]
        return port


def holder(port: int) -> str:
    """Return who listens on a port, `pid 812 (java)`, or words that say it cannot be told."""
    for connection in psutil.net_connections(kind="tcp"):
        if connection.laddr and connection.laddr.port == port and connection.status == psutil.CONN_LISTEN:
            if connection.pid is None:
                break
            return f"pid {connection.pid} ({psutil.Process(connection.pid).name()})"
    return "a process of another user"


def require_free(ports: dict[str, int]) -> None:
    """Raise ServiceFailed that names the first port that is taken; `ports` maps a setting's variable to its port."""
    for variable, port in ports.items():
        if not is_free(port):
            raise ServiceFailed(f"Port {port} is taken by {holder(port)}.", hint=f"Stop it, or set {variable}.")
