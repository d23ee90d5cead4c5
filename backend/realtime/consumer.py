"""One WebSocket connection: authenticate, bring the client up to date, keep it there."""

import asyncio
import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings as django_settings

from backend.realtime.access import NOT_AUTHENTICATED, Access
from backend.realtime.board import board
from hub.settings import get_settings

_LOG = logging.getLogger(__name__)

BAD_MESSAGE = 4400
NO_AUTHENTICATION_IN_TIME = 4408
TOO_MANY = 4429
_SERVER_FAILED = 1011

SECONDS_TO_AUTHENTICATE = 5.0
_SECONDS_TO_RESUME = 0.25
_SECONDS_BETWEEN_STATUSES = 5.0
_SECONDS_BETWEEN_CHECKS = 15.0
# `auth` and `resume` are all that a client has to say.
_MESSAGES_WAITING = 2
_LONGEST_MESSAGE = 1000


class _Refused(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class RealtimeConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
    """Sends the newest state to one client; a client that reads slowly holds up nobody but itself."""

    # States are taken from the board, so a connection needs no channel of its own (with Redis, a blocking read each).
    channel_layer_alias = "none"

    async def connect(self) -> None:
        """Accept the connection; nothing is sent before the client is known."""
        self._sent = 0
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue(_MESSAGES_WAITING)
        board().connections += 1
        await self.accept()
        self._task = asyncio.create_task(self._serve())

    async def disconnect(self, code: int) -> None:
        """Stop sending."""
        board().connections -= 1
        self._task.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Hand a message to the task that serves this connection."""
        message = _parse(text_data)
        if message is None:
            await self.close(BAD_MESSAGE)
        elif self._inbox.full():
            await self.close(TOO_MANY)
        else:
            self._inbox.put_nowait(message)

    async def _serve(self) -> None:
        try:
            if board().connections > get_settings().max_websockets:
                raise _Refused(TOO_MANY)
            access = await self._authenticate()
            check_at = await _next_check(access)
            await self._hear(_SECONDS_TO_RESUME)
            await self._keep_up_to_date(access, check_at)
        except _Refused as refused:
            await self.close(refused.code)
        except OSError as gone:
            _LOG.debug("A client went away while it was sent something: %r.", gone)
        except Exception:
            _LOG.exception("A WebSocket connection failed.")
            await self.close(_SERVER_FAILED)

    async def _authenticate(self) -> Access:
        access = self._session()
        if access is not None and (await access.verdict()).code != NOT_AUTHENTICATED:
            return access
        try:
            message = await asyncio.wait_for(self._inbox.get(), SECONDS_TO_AUTHENTICATE)
        except TimeoutError:
            raise _Refused(NO_AUTHENTICATION_IN_TIME) from None
        if message["type"] != "auth":
            raise _Refused(NOT_AUTHENTICATED)
        return Access(token=message["token"])

    def _session(self) -> Access | None:
        # Without an Origin the client is a program, not a page of this server: its cookies prove nothing.
        headers = dict(self.scope["headers"])
        key = self.scope["cookies"].get(django_settings.SESSION_COOKIE_NAME)
        return Access(session_key=key) if key and b"origin" in headers else None

    async def _hear(self, seconds: float) -> None:
        try:
            message = await asyncio.wait_for(self._inbox.get(), seconds)
        except TimeoutError:
            return
        if message["type"] != "resume":
            raise _Refused(BAD_MESSAGE)
        self._sent = message["seq"]

    async def _keep_up_to_date(self, access: Access, check_at: float) -> None:
        while True:
            if time.monotonic() >= check_at:
                check_at = await _next_check(access)
            # Taken before the state is looked at: a state that comes in between rings this very bell.
            changed = board().changed
            state = board().state
            if state is not None and state.seq != self._sent:
                for frame in state.frames_since(self._sent):
                    await self.send(text_data=frame)
                self._sent = state.seq
            elif not await self._rings(changed, min(_SECONDS_BETWEEN_STATUSES, check_at - time.monotonic())):
                await self.send(text_data=board().status_frame(self._sent))

    async def _rings(self, changed: asyncio.Event, seconds: float) -> bool:
        try:
            await asyncio.wait_for(changed.wait(), seconds)
        except TimeoutError:
            return False
        return True


async def _next_check(access: Access) -> float:
    """Return when, on the monotonic clock, access is to be looked at again. Raises _Refused."""
    verdict = await access.verdict()
    if verdict.code:
        raise _Refused(verdict.code)
    seconds = _SECONDS_BETWEEN_CHECKS
    if verdict.expires_at is not None:
        seconds = min(seconds, (verdict.expires_at - datetime.now(UTC)).total_seconds())
    return time.monotonic() + seconds


def _parse(text: str | None) -> dict[str, Any] | None:
    if text is None or len(text) > _LONGEST_MESSAGE:
        return None
    try:
        message = json.loads(text)
    except ValueError:
        return None
    match message:
        case {"type": "auth", "token": str(), **rest} if not rest:
            return dict(message)
        case {"type": "resume", "seq": int(seq), **rest} if not rest and seq >= 0 and not isinstance(seq, bool):
            return dict(message)
    return None
