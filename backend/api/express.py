"""The express lane: an answer that is ready is sent without waking Django.

A pass through Django costs about 4 ms of processor time: middleware, a change of thread, the user's token and role
from the database. The answer itself has been ready since somebody asked for it first. So an answer, with its headers,
is kept as Django gave it and sent again to requests that are the same, as long as

- the view that it was made from is still the newest,
- the clock minute is the same (requests without an interval are about today or the last 24 hours),
- the token was let through by Django less than five seconds ago and has not expired, and its user has requests left in
  this minute.

Everything else goes to Django; of many that ask for the same at once, one does and the others wait for its answer.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from asgiref.typing import (
    ASGIReceiveCallable,
    ASGISendCallable,
    ASGISendEvent,
    HTTPScope,
    Scope,
)

from backend.api.throttles import USERS
from backend.lake.service import lake_service
from backend.lake.view import View

SCOPE_KEY = "hub.made_from"
SECONDS_TRUSTED = 5.0
_ANSWERS_KEPT = 256
_TOKENS_KEPT = 1024

_Headers = list[tuple[bytes, bytes]]
_Key = tuple[str, bytes, bytes, bytes]


class MadeFrom(NamedTuple):
    """What an API view leaves in the request's scope: the view that it answered from, to whom, and until when."""

    view: View
    user_id: str
    expires_at: datetime | None


@dataclass(frozen=True)
class _Answer:
    view: View
    minute: int
    etag: bytes
    headers: _Headers
    body: bytes


class ExpressLane:
    """Stands before Django. Lives on the event loop alone, so it needs no lock."""

    def __init__(self, django: Any) -> None:
        self._django = django
        self._answers: OrderedDict[_Key, _Answer] = OrderedDict()
        self._in_the_making: dict[_Key, asyncio.Event] = {}
        self._trusted: OrderedDict[bytes, tuple[float, str]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer from what is ready, or let Django answer and keep that."""
        request = cast(HTTPScope, scope)
        headers = dict(request["headers"])
        token = headers.get(b"authorization", b"")
        if request["method"] != "GET" or not token or b"cookie" in headers:
            await self._django(scope, receive, send)
            return
        key = request["path"], request["query_string"], headers.get(b"host", b""), headers.get(b"accept", b"")
        answer = await self._ready(key, token)
        if answer is not None:
            await _send(answer, headers.get(b"if-none-match", b""), send)
            return
        in_the_making = self._in_the_making.setdefault(key, asyncio.Event())
        try:
            await self._keep_what_django_answers(key, token, scope, receive, send)
        finally:
            in_the_making.set()
            self._in_the_making.pop(key, None)

    async def _ready(self, key: _Key, token: bytes) -> _Answer | None:
        until, user_id = self._trusted.get(token, (0.0, ""))
        if time.monotonic() >= until:
            return None
        in_the_making = self._in_the_making.get(key)
        if in_the_making is not None and not _is_current(self._answers.get(key)):
            await in_the_making.wait()
        answer = self._answers.get(key)
        return answer if _is_current(answer) and USERS.allow(user_id) else None

    async def _keep_what_django_answers(
        self, key: _Key, token: bytes, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        minute = _minute()
        kept: dict[str, Any] = {"status": 0, "headers": [], "body": b""}

        async def listen(event: ASGISendEvent) -> None:
            if event["type"] == "http.response.start":
                kept["status"], kept["headers"] = event["status"], list(event["headers"])
            elif event["type"] == "http.response.body":
                kept["body"] += event["body"]
            await send(event)

        await self._django(scope, receive, listen)
        made_from = cast(dict[str, Any], scope).get(SCOPE_KEY)
        if made_from is None:
            return
        trusted = time.monotonic() + _seconds_trusted(made_from.expires_at), made_from.user_id
        _put(self._trusted, token, trusted, _TOKENS_KEPT)
        etag = dict(kept["headers"]).get(b"ETag", b"")
        if kept["status"] == 200:
            answer = _Answer(made_from.view, minute, etag, kept["headers"], kept["body"])
            _put(self._answers, key, answer, _ANSWERS_KEPT)


def _is_current(answer: _Answer | None) -> bool:
    latest = lake_service().latest
    return answer is not None and latest is not None and latest.view is answer.view and answer.minute == _minute()


def _seconds_trusted(expires_at: datetime | None) -> float:
    if expires_at is None:
        return SECONDS_TRUSTED
    return min(SECONDS_TRUSTED, (expires_at - datetime.now(UTC)).total_seconds())


def _minute() -> int:
    return int(time.time() // 60)


async def _send(answer: _Answer, held: bytes, send: ASGISendCallable) -> None:
    is_held = answer.etag in [tag.strip() for tag in held.split(b",")]
    headers = [each for each in answer.headers if each[0] != b"Content-Length"] if is_held else answer.headers
    status, body = (304, b"") if is_held else (200, answer.body)
    await send({"type": "http.response.start", "status": status, "headers": headers, "trailers": False})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _put(kept: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
