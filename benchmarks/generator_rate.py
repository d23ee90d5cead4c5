"""How many events a second the generator sends with every delivery confirmed, from one process and from several.

    .venv/bin/python -m benchmarks.generator_rate [--events 400000] [--processes 1 2] [--report FILE]

The broker runs on the same machine and takes its share of it. Times are the command's own: from the first message to
the last acknowledgement. CPU time is that of the whole command, with its start.
"""

import argparse
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.stream import Plan, messages
from tests.support.generator import generate
from tests.support.kafka import Broker

TOPIC = "ecommerce-events"
PARTITIONS = 4


@dataclass(frozen=True)
class Figures:
    """One way to send, or only to make, so many events."""

    name: str
    events: int
    seconds: float
    cpu_seconds: float

    def row(self) -> str:
        """Return the figures as a row of the report's table."""
        micros = self.cpu_seconds / self.events * 1e6
        return f"| {self.name} | {self.events / self.seconds:,.0f} | {micros:.1f} | {1e6 / micros:,.0f} |"


def main() -> None:
    """Measure, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=400_000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()

    found = [made(options.events)]
    with tempfile.TemporaryDirectory() as home, Broker(Path(home)) as broker:
        broker.create_topic(TOPIC, PARTITIONS, {"message.timestamp.type": "LogAppendTime"})
        found += [sent(broker, options.events, processes) for processes in options.processes]
    text = report(found)
    if options.report:
        options.report.write_text(text, encoding="utf-8")
    print(text)


def made(events: int) -> Figures:
    """Make the events without sending them."""
    plan = Plan(
        start=datetime.now(UTC), seed=1, zone=ZoneInfo("America/Sao_Paulo"), past=timedelta(hours=2), back_fill=events
    )
    began, cpu = time.monotonic(), time.process_time()
    for _ in messages(plan):
        pass
    return Figures("made, not sent", events, time.monotonic() - began, time.process_time() - cpu)


def sent(broker: Broker, events: int, processes: int) -> Figures:
    """Send the events with the command. Raises RuntimeError when one was not acknowledged."""
    before = _children_cpu()
    tally = generate(broker.bootstrap, TOPIC, f"--count={events}", f"--processes={processes}")
    name = f"sent by {processes} process{'es' if processes > 1 else ''}"
    return Figures(name, tally["acknowledged"], tally["seconds"], _children_cpu() - before)


def report(found: list[Figures]) -> str:
    """Write the figures as Markdown."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return "\n".join(
        [
            "# The generator's rate",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {load} (1, 5, 15 minutes) at the end.",
            "The last column is what one core gives when it does nothing else.",
            "",
            "| | events/s | CPU µs an event | events/s a core |",
            "| --- | ---: | ---: | ---: |",
            *(each.row() for each in found),
            "",
        ]
    )


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
