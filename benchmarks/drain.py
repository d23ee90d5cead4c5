"""How fast the stream reads a full topic, beside the streaming job that one writes first, in the same run.

    .venv/bin/python -m benchmarks.drain [--events 2000000] [--report docs/evidence/drain.md]

Both read the same topic on the same broker, one after the other: the product writes bronze, quarantine, the speed
tables and alerts and tells repeats apart; the baseline sums windows up. Then both are compared with a recount.

Times run from the first micro-batch's start to the last commit; the CPU time is that of the driver's whole process
tree in that span. Starting Spark is reported apart.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from deltalake import DeltaTable

from benchmarks.cpu import CpuMeter
from hub.spark_submit import command, configuration, environment
from hub.tables import BRONZE_INGESTS
from tests.oracle.judgement import ZERO
from tests.oracle.lake import Lake
from tests.oracle.recount import Recount, SalesKey, Sums, recount
from tests.oracle.topic import read_topic
from tests.oracle.verdict import ZONE
from tests.support.generator import generate
from tests.support.kafka import Broker
from tests.support.stream import StreamJob, clean_environment

TOPIC = "ecommerce-events"
LONGEST_SECONDS = 1800
_SHARED_OPTIONS = (
    "spark.jars",
    "spark.driver.memory",
    "spark.driver.host",
    "spark.driver.bindAddress",
    "spark.ui.enabled",
    "spark.sql.session.timeZone",
    "spark.sql.extensions",
    "spark.sql.catalog.spark_catalog",
    "spark.local.dir",
)


@dataclass(frozen=True)
class Run:
    """One job's drain: how long Spark took to start and the topic to be read, and what the job's sums add up to."""

    name: str
    start_seconds: float
    seconds: float
    cpu_seconds: dict[str, float]
    total: Sums
    panes: Mapping[SalesKey, Sums] = field(default_factory=dict)
    batch_seconds: tuple[float, ...] = ()

    def row(self, records: int, counted: Recount) -> str:
        """Return the run as a row of the report's table."""
        right = counted.total()
        too_many, off = self.total.events - right.events, self.total.revenue - right.revenue
        cells = (
            self.name,
            f"{records / self.seconds:,.0f}",
            f"{sum(self.cpu_seconds.values()) / records * 1e6:.1f}",
            ", ".join(f"{part} {seconds / records * 1e6:.1f}" for part, seconds in self.cpu_seconds.items()),
            f"{self.seconds:.1f}",
            f"{self.start_seconds:.1f}",
            "every pane exact"
            if self.panes == counted.sales
            else f"events {too_many / right.events:+.2%}, revenue {off:+,.2f}",
        )
        return f"| {' | '.join(cells)} |"


def main() -> None:
    """Fill a topic, drain it with both jobs, and print or write the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=2_000_000, help="how many events the topic holds")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same events")
    parser.add_argument("--report", type=Path, help="file to write the comparison to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="drain-") as folder:
        report = measure(Path(folder), options.events, options.seed)
    print(report)
    if options.report:
        options.report.write_text(report, encoding="utf-8")


def measure(home: Path, events: int, seed: int) -> str:
    """Return the report of one comparison."""
    busy = os.getloadavg()[0]
    with Broker(home / "kafka") as broker:
        broker.create_topic(TOPIC, 4, {"message.timestamp.type": "LogAppendTime"})
        broker.create_topic("ecommerce-alerts")
        options = (f"--count={events}", f"--seed={seed}", "--past=2h", "--processes=2")
        tally = generate(broker.bootstrap, TOPIC, *options)
        ours = drain_with_product(home / "product", broker)
        runs = [ours, drain_with_baseline(home / "baseline", broker)]
        records = read_topic(broker.bootstrap, TOPIC)
        counted = recount(records, ZONE)
    size = sum(len(record.raw or b"") for record in records) / len(records)
    batches = ", ".join(f"{seconds:.1f}" for seconds in ours.batch_seconds)
    rows = "\n".join(run.row(len(records), counted) for run in runs)
    return f"""\
# Drain of {len(records):,} events

{datetime.now(UTC):%Y-%m-%d}, {_machine()}, load {busy:.1f} before. One broker, 4 partitions, {size:.0f} bytes an event,
{counted.repeats:,} repeats, {len(counted.quarantined):,} broken. The generator sent them from two processes at
{tally["events_per_second"]:,.0f} events/s.

| job | events/s | CPU-s per million | of these | seconds | start of Spark, s | against the recount |
| --- | ---: | ---: | --- | ---: | ---: | --- |
{rows}

The product keeps every record in bronze or quarantine, tells repeats apart and sums 10-second panes, product hours and
stock; the baseline (`benchmarks/baseline_streaming.py`) only sums one-minute windows.

The stream's batches, of at most 200,000 records, took one after the other, in seconds:
{batches}. In the first ones Java compiles.
Java reads Kafka, carries the records to Python and back and sums; the Python workers judge each message by the
contract; the Python driver writes the tables' files and tells repeats apart.
"""


def drain_with_product(home: Path, broker: Broker) -> Run:
    """Let the stream read the topic."""
    home.mkdir()
    submitted = time.time()
    with StreamJob(home, broker.bootstrap, TOPIC) as stream:
        stream.start()
        with CpuMeter(stream.pid) as meter:
            stream.wait_until_caught_up(LONGEST_SECONDS)
            ended = time.time()
        stream.drain()
        lake = Lake(stream.lake)
        starts = sorted(row["ingested_at"].timestamp() for row in lake.rows(BRONZE_INGESTS.name, "ingested_at"))
        panes, total = lake.sales(), Sums()
        for sums in panes.values():
            total = total.plus(sums)
    return Run(
        "the stream",
        starts[0] - submitted,
        ended - starts[0],
        meter.used_between(starts[0], ended),
        total,
        panes,
        tuple(later - earlier for earlier, later in pairwise(starts)),
    )


def drain_with_baseline(home: Path, broker: Broker) -> Run:
    """Let the baseline read the topic, with the same master, memory and jars as the product."""
    home.mkdir()
    settings = StreamJob(home, broker.bootstrap, TOPIC).settings
    ours = configuration(settings)
    options = {name: value for name, value in ours.items() if name in _SHARED_OPTIONS}
    submitted = time.time()
    with (
        subprocess.Popen(
            [
                command(settings, "")[0],
                f"--master={settings.spark_master}",
                *(f"--conf={name}={value}" for name, value in options.items()),
                str(Path(__file__).with_name("baseline_streaming.py")),
                broker.bootstrap,
                TOPIC,
                str(home),
            ],
            env=clean_environment() | environment(settings),
            stdout=subprocess.PIPE,
            stderr=(home / "baseline.log").open("wb"),
        ) as job,
        CpuMeter(job.pid) as meter,
    ):
        output, _ = job.communicate(timeout=LONGEST_SECONDS)
    if job.returncode != 0:
        raise RuntimeError(f"The baseline ended with {job.returncode}; see {home / 'baseline.log'}.")
    times = json.loads(output)
    total = Sums()
    for row in DeltaTable(str(home / "windows")).to_pyarrow_dataset().to_table().to_pylist():
        gross, refunds = row["gross"] or ZERO, row["refunds"] or ZERO
        counts = [row[name] or 0 for name in ("orders", "units", "views", "events")]
        total = total.plus(Sums(gross - refunds, gross, refunds, *counts))
    return Run(
        "the obvious job",
        times["began"] - submitted,
        times["ended"] - times["began"],
        meter.used_between(times["began"], times["ended"]),
        total,
    )


def _machine() -> str:
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return f"{os.cpu_count()} cores ({model.partition(': ')[2]})"


if __name__ == "__main__":
    main()
