"""What a nightly run costs: for a million new events, and on the last day of a long history against the first.

    .venv/bin/python -m benchmarks.nightly_run [--events 1000000] [--days 365] [--events-a-day 5000] [--report FILE]

The million is one `reconcile` job by `spark-submit` on a fresh lake, cold as in production, timed from its plan to its
outcome: Spark's start is reported apart. The history is made in one Spark session. Its second week (the first warms
Spark up) and its last are nightly runs, and are compared; between them a run takes in `--step` days, and small files
are put together as the stream's upkeep and the `maintain` DAG do it. After each night of these weeks the merged view is
read as the backend reads it: by a server that runs and takes in what is new, and by one that starts. CPU seconds are
those of Java and Python together: on a machine with other work they tell more than the clock.
"""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import psutil
import pyarrow as pa
from pyspark.sql import SparkSession

from backend.lake.refresher import Refresher
from backend.sales.selectors import windows
from benchmarks.cpu import CpuMeter
from benchmarks.figures import row
from benchmarks.nightly_lake import GrowingLake
from hub.lake import open_table
from hub.settings import Settings, load_settings
from hub.spark_submit import command, environment
from hub.tables import BRONZE_INGESTS, SILVER_EVENTS, SPEED_PRODUCTS, SPEED_SALES, Table
from spark_jobs.batch.compaction import compact
from spark_jobs.batch.run import Request
from spark_jobs.batch.topic_log import TopicLog
from spark_jobs.reconcile import reconcile
from spark_jobs.session import spark_session

_STAMP = re.compile(r"(\d{4}-\d\d-\d\dT[\d:.]+)Z \w+ reconcile: (?:Plan|Outcome): ")
_WEEK = 7
_COSTS = (
    "a nightly run, s",
    "a nightly run, CPU s",
    "a read of the merged view after it, CPU ms",
    "the first read of a server that starts, CPU ms",
)


def main() -> None:
    """Measure both, and print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="new events of the one large run")
    parser.add_argument("--days", type=int, default=365, help="days of the simulated history")
    parser.add_argument("--events-a-day", type=int, default=5000, help="new events of each of its days")
    parser.add_argument("--step", type=int, default=15, help="days that a run between the measured weeks takes in")
    parser.add_argument("--report", type=Path, help="write the report to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            "# The nightly run",
            "",
            *large_run(load_settings(home=Path(folder) / "large"), options.events),
            "",
            *long_history(load_settings(home=Path(folder) / "long"), options.days, options.events_a_day, options.step),
        ]
    report = "\n".join(lines) + "\n"
    print(report)
    if options.report:
        options.report.write_text(report, encoding="utf-8")


def large_run(settings: Settings, events: int) -> list[str]:
    """Return the report of one cold job that takes in `events`."""
    GrowingLake(settings, events=events, batches=max(1, events // 1000)).add_day()
    before = time.time()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        job = subprocess.Popen(
            command(settings, "reconcile"), env=os.environ | environment(settings), stdout=log, stderr=log
        )
        with CpuMeter(job.pid) as meter:
            code = job.wait()
        log.seek(0)
        text = log.read()
    if code:
        raise SystemExit(f"The reconciliation ended with {code}:\n{text[-3000:]}")
    began, ended = (datetime.fromisoformat(f"{stamp}+00:00").timestamp() for stamp in _STAMP.findall(text))
    start, work = (sum(meter.used_between(*span).values()) for span in ((before, began), (began, ended)))
    return [
        row(("new events", "from plan to outcome, s", "CPU s of it", "Spark's start, s", "CPU s of it")),
        row(("---",) * 5),
        row((f"{events:,}", f"{ended - began:.1f}", f"{work:.1f}", f"{began - before:.1f}", f"{start:.1f}")),
    ]


class Costs(NamedTuple):
    """What a nightly run costs and a read of the merged view after it, by a server that runs and by one that starts."""

    seconds: float
    cpu_seconds: float
    read_cpu_ms: float
    first_read_cpu_ms: float


def long_history(settings: Settings, days: int, events_a_day: int, step: int) -> list[str]:
    """Return the report of a history of `days`."""
    spark = spark_session(settings, "nightly")
    lake = GrowingLake(settings, events=events_a_day, batches=50)

    def nights(count: int, step: int = 1) -> Costs:
        runs, server = [], Refresher(settings)
        _read_cpu_ms(server)
        for first in range(0, count, step):
            for _ in range(min(step, count - first)):
                lake.add_day()
            before, cpu_before = time.perf_counter(), _cpu_seconds()
            seam = _reconcile(spark, settings)
            run = time.perf_counter() - before, _cpu_seconds() - cpu_before
            runs.append(Costs(*run, _read_cpu_ms(server), _read_cpu_ms(Refresher(settings))))
            # As the stream's upkeep does, which keeps what the publication before this one needs.
            for table in (SPEED_SALES, SPEED_PRODUCTS):
                open_table(settings, table).delete(f"ingest_seq <= {seam - step * 50}")
            for table in (SPEED_SALES, SPEED_PRODUCTS, BRONZE_INGESTS):
                open_table(settings, table).optimize.compact()
            compact(settings)
        return Costs(*(statistics.median(each) for each in zip(*runs, strict=True)))

    nights(_WEEK)
    early = nights(_WEEK)
    silver, log, commits = _growth(settings)
    nights(days - 3 * _WEEK, step)
    late = nights(_WEEK)
    spark.stop()
    silver_late, log_late, commits_late = _growth(settings)
    events = (days - 2 * _WEEK) * events_a_day
    return [
        row((f"{days} days of {events_a_day:,} events", "second week", "last week", "ratio")),
        row(("---",) * 4),
        *(
            row((name, f"{one:.2f}", f"{other:.2f}", f"{other / one:.2f}"))
            for name, one, other in zip(_COSTS, early, late, strict=True)
        ),
        "",
        row(("between them", "")),
        row(("---",) * 2),
        row(("silver, bytes a new event", f"{(silver_late - silver) / events:.0f}")),
        row(("silver's log, bytes a commit", f"{(log_late - log) / (commits_late - commits):.0f}")),
        row(("silver's commits", str(commits_late - commits))),
    ]


def _reconcile(spark: SparkSession, settings: Settings) -> int:
    with closing(TopicLog(settings)) as log:
        outcome = reconcile(spark, settings, Request(), log, actor="benchmark", reason="benchmark")
    if outcome["status"] != "published":
        raise SystemExit(f"A nightly run was not published: {outcome}")
    return int(outcome["seam"])


def _read_cpu_ms(server: Refresher) -> float:
    """Return the CPU time of a look at the lake and of the last day's windows."""
    before = time.process_time()
    view = server.refresh()
    end = int(view.ingest.ingested_at.timestamp()) // 3600 * 3600 + 3600 if view.ingest else 0
    if view.ingest and not windows(view, start=end - 86_400, end=end):
        raise SystemExit("The last day has no window.")
    return 1000 * (time.process_time() - before)


def _cpu_seconds() -> float:
    """Return the CPU seconds that this process and its Java have used so far."""
    used = [psutil.Process().cpu_times(), *(child.cpu_times() for child in psutil.Process().children(recursive=True))]
    return sum(each.user + each.system for each in used)


def _growth(settings: Settings) -> tuple[int, int, int]:
    """Return the bytes of silver's files and of its log, and how many commits it has."""
    log = Path(settings.table_uri(SILVER_EVENTS.name), "_delta_log")
    files = [file.stat().st_size for file in log.iterdir()]
    return _bytes(settings, SILVER_EVENTS), sum(files), open_table(settings, SILVER_EVENTS).version()


def _bytes(settings: Settings, table: Table) -> int:
    return sum(pa.table(open_table(settings, table).get_add_actions(flatten=True))["size_bytes"].to_pylist())


if __name__ == "__main__":
    main()
