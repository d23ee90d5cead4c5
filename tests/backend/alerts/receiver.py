"""A webhook's other side: a real HTTP server on loopback that keeps what it gets and answers what it is told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Post:
    """One request."""

    key: str
    headers: Message
    body: bytes

    @property
    def state(self) -> str:
        state: str = json.loads(self.body)["alert"]["state"]
        return state


class Receiver(ThreadingHTTPServer):
    """Answers each request with what `answer` returns for it: a status, 0 to hang up without one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posts: list[Post] = []
        self.answer: Callable[[Post], int] = lambda _: 204
        self.headers: dict[str, str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        post = Post(self.headers["Idempotency-Key"], self.headers, body)
        self.server.posts.append(post)
        status = self.server.answer(post)
        if status:
            self.send_response(status)
            for name, value in self.server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing: tests look at what was kept."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver for the block."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
