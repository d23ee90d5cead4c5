"""Readers who poll the REST API the whole time and keep every different answer that they got."""

import http.client
import itertools
import threading
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from tests.oracle.answers import Question

_TIMEOUT_SECONDS = 60


class Readers:
    """So many `readers`, who together ask `rate` times a second while the `with` block runs, each question in turn."""

    def __init__(self, port: int, token: str, questions: Sequence[Question], *, rate: float, readers: int = 4) -> None:
        self._port = port
        self._token = token
        self._questions = questions
        self._pause = readers / rate
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(readers)]
        self._began = 0.0
        self._ended = 0.0
        self.answers: Counter[tuple[Question, bytes]] = Counter()
        """How often each body was the answer."""
        self.refusals: list[str] = []
        """What was not answered with 200."""

    @property
    def rate(self) -> float:
        """Answers a second, over the whole time."""
        return self.answers.total() / (self._ended - self._began)

    def ask(self, address: str) -> tuple[int, bytes]:
        """Ask once more; return the status and the body."""
        connection = self._connection()
        try:
            return self._ask(connection, address)
        finally:
            connection.close()

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._ended = time.monotonic()

    def _read(self, number: int) -> None:
        connection = self._connection()
        next_time = time.monotonic()
        for question in itertools.islice(itertools.cycle(self._questions), number, None):
            # Who was kept waiting does not catch up in a burst.
            next_time = max(next_time + self._pause, time.monotonic())
            if self._stop.wait(next_time - time.monotonic()):
                break
            try:
                status, body = self._ask(connection, question.address)
            except OSError as error:
                status, body = 0, repr(error).encode()
            with self._lock:
                if status == http.client.OK:
                    self.answers[question, body] += 1
                else:
                    self.refusals.append(f"{question.path}: {status} {body[:300]!r}")
        connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT_SECONDS)

    def _ask(self, connection: http.client.HTTPConnection, address: str) -> tuple[int, bytes]:
        connection.request("GET", f"/api/{address}", headers={"Authorization": f"Token {self._token}"})
        response = connection.getresponse()
        return response.status, response.read()
