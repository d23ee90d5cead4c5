"""What one server holds: a cached answer at a steady rate, and many WebSocket clients at one update a second.

    .venv/bin/python -m benchmarks.serving [--rate 500] [--clients 1000] [--updates 60] [--report FILE]

A server of its own answers on loopback over a lake with a day of sales. The clients are on the same machine and use
its cores as well. A client's delay is from the moment that a micro-batch is whole in the lake to the moment that the
client holds a frame that has it; the clients converge when all of them hold the same newest `seq`.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import psutil
from websockets.asyncio.client import connect

from benchmarks.figures import row
from benchmarks.http_load import ask_steadily
from benchmarks.live import day_target, spread
from benchmarks.server import server
from hub.launcher.ports import LOOPBACK, free_port
from hub.settings import Settings, load_settings
from tests.backend.lake_writer import LakeWriter, Sale

_PLATFORMS = ("amazon", "mercado_livre", "shopee")
_PRODUCTS = 40
_CONNECTING_AT_ONCE = 50
_SECONDS_TO_CONVERGE = 30
_BATCH = '"ingest_seq":'
_SEQ = '"seq":'

_writer: "_Writer"


class _Writer(LakeWriter):
    """Writes batches of this moment."""

    def ingested_at(self, seq: int) -> datetime:
        """Return now: a batch is whole when it is written."""
        return datetime.now(UTC)


@dataclass
class Client:
    """One WebSocket client: the newest `seq` that it holds, and when it first held each micro-batch."""

    seq: int = 0
    held: dict[int, float] = field(default_factory=dict)

    def take(self, frame: str) -> None:
        """Take a frame in; it is searched and not parsed, for a thousand clients share a core."""
        now = time.time()
        self.seq = _number_after(_SEQ, frame)
        if _BATCH in frame:
            self.held.setdefault(_number_after(_BATCH, frame), now)


def main() -> None:
    """Measure, and print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=500, help="requests a second")
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--updates", type=int, default=60)
    parser.add_argument("--report", type=Path, help="write the report to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(home=Path(folder), api_port=free_port())
        with ProcessPoolExecutor(1, get_context("spawn"), _open, (settings.home, settings.api_port)) as writer:
            writer.submit(_write_a_day).result()
            with server(settings) as token:
                figures = asyncio.run(_measure(settings, token, writer, options))
    told = f"{psutil.cpu_count()} cores, which server, clients and the writer of the lake share."
    lines = ["# What one server holds", "", told, "", row(("what", "figure")), row(("---", "---")), *map(row, figures)]
    report = "\n".join(lines) + "\n"
    print(report)
    if options.report:
        options.report.write_text(report, encoding="utf-8")


async def _measure(
    settings: Settings, token: str, writer: ProcessPoolExecutor, options: argparse.Namespace
) -> list[tuple[str, str]]:
    await ask_steadily(settings.api_port, token, day_target(), rate=options.rate, seconds=2)
    served = await ask_steadily(settings.api_port, token, day_target(), rate=options.rate, seconds=20)
    clients = [Client() for _ in range(options.clients)]
    connecting = asyncio.Semaphore(_CONNECTING_AT_ONCE)
    following = [asyncio.create_task(_follow(settings.api_port, token, each, connecting)) for each in clients]
    await _until(lambda: all(each.seq for each in clients), following)
    written = [await asyncio.wrap_future(writer.submit(_write_batch)) for _ in range(options.updates)]
    newest = written[-1][0]
    ended = time.time()
    await _until(lambda: all(newest in each.held for each in clients), following)
    await _until(lambda: len({each.seq for each in clients}) == 1, following)
    converged = time.time() - ended
    for each in following:
        each.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    delays = sorted(_delay(each, seq, at) for seq, at in written for each in clients)
    return [
        (f"cached 24 h answer at {options.rate} requests/s", spread(served, len(served))),
        (f"delay of {options.updates} updates at {options.clients:,} WebSocket clients", spread(delays, len(delays))),
        ("from the last update until all of them hold the same newest `seq`", f"{converged:.2f} s"),
    ]


async def _follow(port: int, token: str, client: Client, connecting: asyncio.Semaphore) -> None:
    async with connecting:
        socket = await connect(f"ws://{LOOPBACK}:{port}/ws/realtime/", max_size=None, open_timeout=60)
        await socket.send(json.dumps({"type": "auth", "token": token}))
        client.take(str(await socket.recv()))
    async with socket:
        async for frame in socket:
            client.take(str(frame))


async def _until(condition: Callable[[], bool], following: Sequence["asyncio.Task[None]"]) -> None:
    deadline = time.monotonic() + _SECONDS_TO_CONVERGE
    while not condition():
        ended = next((each for each in following if each.done()), None)
        if ended is not None:
            await ended
            raise SystemExit("The server closed a client's connection.")
        if time.monotonic() > deadline:
            raise SystemExit("The clients do not come to one state.")
        await asyncio.sleep(0.05)


def _delay(client: Client, seq: int, at: float) -> float:
    """Return the seconds from a batch to the first frame that has it; a later batch's frame has it, too."""
    return min(held for number, held in client.held.items() if number >= seq) - at


def _number_after(name: str, text: str) -> int:
    start = text.index(name) + len(name)
    end = start
    while text[end].isdigit():
        end += 1
    return int(text[start:end])


def _open(home: Path, port: int) -> None:
    global _writer
    _writer = _Writer(load_settings(home=home, api_port=port)).create()


def _write_a_day() -> None:
    now = datetime.now(UTC)
    minutes = [now - timedelta(minutes=number) for number in range(24 * 60)]
    _writer.batch(
        *(
            Sale(at=at, platform=platform, product=f"P{number % _PRODUCTS}")
            for number, at in enumerate(minutes)
            for platform in _PLATFORMS
        )
    )


def _write_batch() -> tuple[int, float]:
    """Write one micro-batch at the next full second; return its number and when it was whole."""
    time.sleep(1 - time.time() % 1)
    now = datetime.now(UTC)
    sales = (Sale(at=now, platform=each, product=f"P{number}") for number in range(_PRODUCTS) for each in _PLATFORMS)
    return _writer.batch(*sales), time.time()


if __name__ == "__main__":
    main()
