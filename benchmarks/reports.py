"""How long a report takes over REST: each over a lake of many days, at moments that nobody has asked about before.

    .venv/bin/python -m benchmarks.reports [--days 14] [--events-a-day 5000] [--requests 20] [--report FILE]

A server of its own answers on loopback, one request at a time. `first` is the first request of its kind, which reads
what the others find in memory.
"""

import argparse
import http.client
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.figures import percentile, row
from benchmarks.reports_lake import published_days
from benchmarks.server import server
from hub.launcher.ports import LOOPBACK
from hub.settings import load_settings

_BATCHES_A_DAY = 200
_SECONDS = 60
_Ask = Callable[[str, dict[str, str]], float]


def main() -> None:
    """Measure each report, and print or write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--events-a-day", type=int, default=5000)
    parser.add_argument("--requests", type=int, default=20, help="requests of each report")
    parser.add_argument("--port", type=int, default=8791)
    parser.add_argument("--report", type=Path, help="write the report to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(home=Path(folder), api_port=options.port)
        end = published_days(settings, days=options.days, events=options.events_a_day, batches=_BATCHES_A_DAY)
        with server(settings) as token:
            ask_for = partial(_seconds, settings.api_port, token)
            lines = list(_measure(ask_for, end, options.days, options.requests))
    told = f"{options.days} days of {options.events_a_day:,} events, {options.requests} requests each, one at a time."
    report = "\n".join(["# Reports over REST", "", told, "", *lines]) + "\n"
    print(report)
    if options.report:
        options.report.write_text(report, encoding="utf-8")


def _measure(ask_for: _Ask, end: datetime, days: int, requests: int) -> Iterator[str]:
    yield row(("report", "first, ms", "p50, ms", "p99, ms"))
    yield row(("---",) * 4)
    for name, path, parameters in _questions(end, days):
        draw = random.Random(1)
        times = [ask_for(path, parameters(draw)) * 1000 for _ in range(requests)]
        later = sorted(times[1:])
        yield row((name, *(f"{each:.0f}" for each in (times[0], percentile(later, 50), percentile(later, 99)))))


def _questions(end: datetime, days: int) -> Iterator[tuple[str, str, Callable[[random.Random], dict[str, str]]]]:
    begin = end - timedelta(days=days)

    def day(draw: random.Random) -> str:
        return (begin + timedelta(days=draw.randrange(1, days - 2))).date().isoformat()

    def moment(draw: random.Random, first: float, last: float) -> str:
        return (begin + (end - begin) * draw.uniform(first, last)).isoformat()

    def why(draw: random.Random) -> dict[str, str]:
        start = begin + timedelta(days=draw.randrange(1, days - 2))
        return {
            "from_at": (start + timedelta(hours=draw.uniform(12, 24))).isoformat(),
            "to_at": (start + timedelta(hours=draw.uniform(30, 60))).isoformat(),
            "period_from": start.isoformat(),
            "period_to": (start + timedelta(days=1)).isoformat(),
            "platform": draw.choice(["amazon", "mercado_livre", "shopee"]),
        }

    whole = {"from": begin.isoformat(), "to": end.isoformat()}
    yield "as known, a day", "as-known", lambda draw: {"day": day(draw), "at": moment(draw, 0.2, 0.9)}
    yield "as known, all days, by day", "as-known", lambda draw: whole | {"at": moment(draw, 0.2, 0.9), "group": "day"}
    yield "as known, today, past the seam", "as-known", lambda draw: whole | {"at": moment(draw, 0.95, 1)}
    yield "why, a day of a platform", "why", why
    yield "refunds, a day", "refunds", lambda draw: {"day": day(draw), "at": moment(draw, 0.2, 0.9)}
    yield "settling", "settling", lambda draw: {"level": draw.choice(["0.90", "0.95", "0.99"])}
    yield (
        "as known, a day, Parquet",
        "as-known",
        lambda draw: {"day": day(draw), "at": moment(draw, 0, 1), "format": "parquet"},
    )


def _seconds(port: int, token: str, path: str, parameters: dict[str, str]) -> float:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_SECONDS)
    began = time.perf_counter()
    connection.request(
        "GET", f"/api/reports/{path}/?{urlencode(parameters)}", headers={"Authorization": f"Token {token}"}
    )
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - began
    connection.close()
    if answer.status != http.client.OK:
        raise SystemExit(f"{path} answered {answer.status}: {body[:500]!r}")
    return took


if __name__ == "__main__":
    main()
