"""Asks a server the same question at a steady rate, with so little work of its own that the server's time is measured.

The load is open: each request is due at its time, whether or not the ones before it were answered, and its latency
counts from then. So a server that falls behind shows it.
"""

import asyncio
import time

from hub.launcher.ports import LOOPBACK

_CONNECTIONS = 16


async def ask_steadily(port: int, token: str, target: str, *, rate: int, seconds: float) -> list[float]:
    """Ask `rate` times a second; return each request's seconds in ascending order. Raises SystemExit on a refusal."""
    due: asyncio.Queue[float | None] = asyncio.Queue()
    found: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        while (at := await due.get()) is not None:
            await _exchange(reader, writer, request)
            found.append(time.monotonic() - at)
        writer.close()
        await writer.wait_closed()

    request = _request(port, token, target)
    clients = [asyncio.create_task(client()) for _ in range(_CONNECTIONS)]
    began = time.monotonic()
    for number in range(int(rate * seconds)):
        at = began + number / rate
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        due.put_nowait(at)
    for _ in clients:
        due.put_nowait(None)
    await asyncio.gather(*clients)
    return sorted(found)


def _request(port: int, token: str, target: str) -> bytes:
    lines = [f"GET {target} HTTP/1.1", f"Host: {LOOPBACK}:{port}", f"Authorization: Token {token}", "Accept: */*"]
    return "\r\n".join([*lines, "", ""]).encode()


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    body = await reader.readexactly(length)
    if not head.startswith(b"http/1.1 200"):
        raise SystemExit(f"The server refused: {head[:60]!r} {body[:300]!r}")
