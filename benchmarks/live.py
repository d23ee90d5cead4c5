"""From an event to its number, on a whole stack: start-up, memory, latency in REST, WebSocket and alerts, and serving.

    .venv/bin/python -m benchmarks.live [--rate 1000] [--warm-up 120] [--seconds 120] [--report docs/evidence/live.md]

A stack of its own starts on free ports with the generator at `--rate` events/s. After the warm-up, probes are sent
beside the load: sales in the currency XTS, which ISO 4217 keeps for tests. The n-th probe is visible when an answer
counts n orders in XTS, so each probe is timed from before its production to the moment that a client holds the answer.
Every tenth is dear enough to raise an alert.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import psutil
from kafka import KafkaProducer
from websockets.asyncio.client import connect

from benchmarks.figures import percentile, row
from benchmarks.http_load import ask_steadily
from hub.launcher.members import members
from hub.launcher.ports import LOOPBACK
from tests.launcher.stack import Stack, new_stack

TOPIC = "ecommerce-events"
CURRENCY = "XTS"
PROBE_SECONDS = 0.2
ALERT_EVERY = 10
POLL_SECONDS = 0.02


@dataclass
class Probes:
    """When each probe was sent, and when each channel first showed it, in seconds of one clock."""

    sent: list[float] = field(default_factory=list)
    rest: dict[int, float] = field(default_factory=dict)
    socket: dict[int, float] = field(default_factory=dict)
    alert: dict[int, float] = field(default_factory=dict)

    def seen(self, channel: dict[int, float], orders: int) -> None:
        """Note that `channel` counts so many probes now."""
        now = time.monotonic()
        for number in range(orders, 0, -1):
            if number in channel:
                break
            channel[number] = now

    def latencies(self, channel: dict[int, float]) -> list[float]:
        """Return the seconds from each probe's sending to its showing, in ascending order."""
        return sorted(shown - self.sent[number - 1] for number, shown in channel.items())

    @property
    def alerts_sent(self) -> int:
        """How many probes must raise an alert."""
        return len(self.sent) // ALERT_EVERY


def main() -> None:
    """Measure, and print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--warm-up", type=float, default=120)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as home:
        stack = new_stack(Path(home) / "hub")
        try:
            text = report(asyncio.run(measure(stack, options.rate, options.warm_up, options.seconds)))
        finally:
            stack.hub("down")
    if options.report:
        options.report.write_text(text, encoding="utf-8")
    print(text)


async def measure(stack: Stack, rate: int, warm_up: float, seconds: float) -> list[tuple[str, str]]:
    """Start the stack, load it, and return each figure's name and value."""
    began = time.monotonic()
    started = await asyncio.to_thread(stack.hub, "up", "--detach", "--no-browser", "--no-generator")
    if started.returncode:
        raise SystemExit(started.stdout + started.stderr)
    token = stack.hub("token", "--role", "viewer").stdout.strip().splitlines()[-1]
    port = stack.ports["HUB_API_PORT"]
    api = httpx.AsyncClient(
        base_url=f"http://{LOOPBACK}:{port}",
        headers={"Authorization": f"Token {token}"},
        timeout=30,
    )
    load = await asyncio.create_subprocess_exec(
        *stack.command("generate", "--rate", str(rate), "--until-stopped", "--seed", "1"),
        env=stack.environment(),
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with api:
            first = await first_number(api) - began
            await asyncio.sleep(warm_up)
            probes = await probe(stack, api, token, seconds)
            memory = stack_memory(stack)
            load.terminate()
            await load.wait()
            served = await ask_steadily(port, token, day_target(), rate=200, seconds=20)
    finally:
        if load.returncode is None:
            load.kill()
    return [
        ("`hub up` to the first number in REST", f"{first:.1f} s"),
        ("memory of the whole stack under load (PSS)", f"{memory / 2**20:,.0f} MiB"),
        (f"event to REST at {rate:,} events/s", spread(probes.latencies(probes.rest), len(probes.sent))),
        (f"event to WebSocket at {rate:,} events/s", spread(probes.latencies(probes.socket), len(probes.sent))),
        (f"event to alert at {rate:,} events/s", spread(probes.latencies(probes.alert), probes.alerts_sent)),
        ("cached 24 h answer at 200 requests/s", spread(served, len(served))),
    ]


async def first_number(api: httpx.AsyncClient) -> float:
    """Wait until REST serves an event, and return when."""
    while True:
        answer = (await api.get("/api/sales/summary/")).json()
        if answer["results"]:
            return time.monotonic()
        await asyncio.sleep(POLL_SECONDS)


async def probe(stack: Stack, api: httpx.AsyncClient, token: str, seconds: float) -> Probes:
    """Send probes for so many seconds while REST is polled and a WebSocket listens."""
    probes = Probes()
    producer = KafkaProducer(bootstrap_servers=f"127.0.0.1:{stack.ports['HUB_KAFKA_PORT']}", acks="all", linger_ms=0)
    run = f"probe-{time.time_ns()}"
    listeners = [
        asyncio.create_task(poll(api, probes)),
        asyncio.create_task(listen(stack, token, probes, run)),
    ]
    try:
        await asyncio.sleep(2)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            number = len(probes.sent) + 1
            probes.sent.append(time.monotonic())
            producer.send(TOPIC, key=b"shopee:PROBE", value=message(run, number))
            await asyncio.sleep(PROBE_SECONDS)
        deadline = time.monotonic() + 30
        while min(len(probes.rest), len(probes.socket)) < len(probes.sent) and time.monotonic() < deadline:
            await asyncio.sleep(POLL_SECONDS)
    finally:
        producer.close()
        for each in listeners:
            each.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
    return probes


def message(run: str, number: int) -> bytes:
    """Return a sale of one piece in the test currency, dear if it must raise an alert."""
    price = Decimal("5000.00") if number % ALERT_EVERY == 0 else Decimal("1.00")
    event = {
        "event_id": f"{run}-{number}",
        "timestamp": datetime.now(UTC).isoformat(),
        "platform": "shopee",
        "event_type": "sale",
        "product_id": "PROBE",
        "product_name": "Probe",
        "order_id": f"{run}-{number}",
        "quantity": 1,
        "unit_price": str(price),
        "total": str(price),
        "currency": CURRENCY,
        "customer_id": "probe",
        "region": "Sudeste",
        "payment_method": "pix",
    }
    return json.dumps(event).encode()


async def poll(api: httpx.AsyncClient, probes: Probes) -> None:
    """Ask REST for the probes' own total again and again."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    span = {"from": now.isoformat(), "to": (now + timedelta(hours=3)).isoformat(), "platform": "shopee"}
    while True:
        answer = (await api.get("/api/sales/summary/", params=span)).json()
        probes.seen(probes.rest, orders(answer["totals"]))
        await asyncio.sleep(POLL_SECONDS)


async def listen(stack: Stack, token: str, probes: Probes, run: str) -> None:
    """Follow the WebSocket and note what its frames show."""
    async with connect(f"ws://127.0.0.1:{stack.ports['HUB_API_PORT']}/ws/realtime/", max_size=None) as socket:
        await socket.send(json.dumps({"type": "auth", "token": token}))
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] in {"snapshot", "update"} and "today" in frame["data"]:
                probes.seen(probes.socket, orders(frame["data"]["today"]["totals"]))
            if frame["type"] == "alert" and frame["data"]["event_id"].startswith(run):
                number = int(frame["data"]["event_id"].rsplit("-", 1)[1])
                probes.alert.setdefault(number, time.monotonic())


def orders(totals: Sequence[dict[str, Any]]) -> int:
    """Return the orders in the probes' currency."""
    return sum(total["orders"] for total in totals if total["currency"] == CURRENCY)


def day_target() -> str:
    """Return the address of a 24-hour answer that ends at the next full hour."""
    end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    span = {"from": (end - timedelta(hours=24)).isoformat(), "to": end.isoformat()}
    return f"/api/sales/windows/?{urlencode(span)}"


def stack_memory(stack: Stack) -> int:
    """Return the proportional set size of every process of the stack, in bytes."""
    total = 0
    for process in members(stack.home):
        try:
            total += psutil.Process(process.pid).memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total


def spread(seconds: Sequence[float], expected: int) -> str:
    """Return the median and the 99th percentile in milliseconds, and how many of the expected came."""
    if not seconds:
        return f"none of {expected} came"
    came = "" if len(seconds) == expected else f" ({len(seconds)} of {expected} came)"
    return f"p50 {percentile(seconds, 50) * 1000:,.0f} ms, p99 {percentile(seconds, 99) * 1000:,.0f} ms{came}"


def report(found: Sequence[tuple[str, str]]) -> str:
    """Return the figures as a table."""
    lines = ["# From an event to its number", "", "Measured by `python -m benchmarks.live`.", ""]
    lines += [row(("what", "figure")), row(("---", "---")), *(row(each) for each in found)]
    load = ", ".join(f"{each:.1f}" for each in psutil.getloadavg())
    return "\n".join([*lines, "", f"{psutil.cpu_count()} cores; load averages at the end: {load}.", ""])


if __name__ == "__main__":
    main()
