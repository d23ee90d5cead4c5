"""A client of the WebSocket, without a network between."""

import json
from typing import Any, Self

from asgiref.testing import ApplicationCommunicator

from backend.config.asgi import application
from tests.backend.realtime.frames import checked

_SECONDS = 10


class Connection:
    """One connection to `/ws/realtime/`, with headers as a browser or a program sends them."""

    def __init__(self, *headers: tuple[bytes, bytes], host: bytes = b"127.0.0.1:8000") -> None:
        scope = {
            "type": "websocket",
            "scheme": "ws",
            "path": "/ws/realtime/",
            "query_string": b"",
            "headers": [(b"host", host), *headers],
            "subprotocols": [],
        }
        self._server: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]

    async def is_accepted(self) -> bool:
        """Ask for the connection."""
        await self._server.send_input({"type": "websocket.connect"})
        message = await self._server.receive_output(_SECONDS)
        return bool(message["type"] == "websocket.accept")

    async def open(self) -> Self:
        """Ask for the connection and fail if it is refused."""
        assert await self.is_accepted()
        return self

    async def say(self, **message: Any) -> None:
        """Send a message."""
        await self.send(json.dumps(message))

    async def send(self, message: str | bytes) -> None:
        """Send text or bytes."""
        kind = "text" if isinstance(message, str) else "bytes"
        await self._server.send_input({"type": "websocket.receive", kind: message})

    async def hear(self) -> dict[str, Any]:
        """Return the next frame."""
        message = await self._server.receive_output(_SECONDS)
        assert message["type"] == "websocket.send", message
        return checked(message["text"])

    async def closed(self) -> int:
        """Return the code that the server closes with; fail if it sends anything before."""
        message = await self._server.receive_output(_SECONDS)
        assert message["type"] == "websocket.close", message
        return int(message["code"])

    async def closed_after_frames(self) -> int:
        """Return the code that the server closes with, whatever it sends before."""
        while (message := await self._server.receive_output(_SECONDS))["type"] == "websocket.send":
            checked(message["text"])
        return int(message["code"])

    async def is_quiet(self) -> bool:
        """Say whether the server has nothing more to send."""
        return bool(await self._server.receive_nothing())

    async def disconnect(self) -> None:
        """Close from this side and wait until the server is done."""
        await self._server.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._server.wait(_SECONDS)
