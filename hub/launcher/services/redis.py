"""The stack's own Redis: the channel layer and the counters that Django's processes share; nothing that must last."""

import socket

from hub.launcher.ports import LOOPBACK
from hub.launcher.secrets import write_private
from hub.launcher.service import Service
from hub.launcher.services.programs import redis_program
from hub.launcher.stack import Stack
from hub.settings import Settings

# A title of its own would be written over the mark by which a stack knows its processes.
_CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir {home}
save ""
appendonly no
daemonize no
set-proc-title no
"""
_SECONDS = 30


def start_redis(stack: Stack) -> str:
    """Start the server, wait until it lets the password in; return where it is."""
    port, password, home = stack.settings.redis_port, stack.secrets["REDIS_PASSWORD"], stack.root / "redis"
    configuration = home / "redis.conf"
    write_private(configuration, _CONFIGURATION.format(host=LOOPBACK, port=port, password=password, home=home))
    stack.start(Service("redis", (str(redis_program()), str(configuration)), port=port, url=f"{LOOPBACK}:{port}"))
    stack.await_ready("redis", lambda: answers(port, password), seconds=_SECONDS)
    return f"{LOOPBACK}:{port}"


def require_redis(_settings: Settings) -> None:
    """Raise ServiceFailed when there is no Redis here."""
    redis_program()


def answers(port: int, password: str) -> bool:
    """Whether a Redis on this loopback port takes the password and answers a ping."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2) as client, client.makefile("rwb") as stream:
            stream.write(f"AUTH {password}\r\nPING\r\n".encode())
            stream.flush()
            return [stream.readline(), stream.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
    except OSError:
        return False
