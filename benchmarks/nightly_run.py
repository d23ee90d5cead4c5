"""What a nightly run costs: for a million new events, and on the last day of a long history against the first.

    .venv/bin/python -m benchmarks.nightly_run [--events 1000000] [--days 365] [--events-a-day 5000] [--report FILE]

The million is one `reconcile` job by `spark-submit` on a fresh lake, cold as in production, timed from its plan to its
outcome: Spark's start is reported apart. The history is as many nightly runs in one Spark session; the median of the
last week is compared with that of the second (the first warms Spark up).
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from benchmarks.figures import row
from benchmarks.nightly_lake import GrowingLake
from hub.lake import open_table
from hub.settings import Settings, load_settings
from hub.spark_submit import command, environment
from hub.tables import BATCH_SALES, BRONZE_EVENTS, SILVER_EVENTS, Table
from spark_jobs.batch.run import Request
from spark_jobs.batch.topic_log import TopicLog
from spark_jobs.reconcile import reconcile
from spark_jobs.session import spark_session

_STAMP = re.compile(r"(\d{4}-\d\d-\d\dT[\d:.]+)Z \w+ reconcile: (?:Plan|Outcome): ")
_WEEK = 7


def main() -> None:
    """Measure both, and print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="new events of the one large run")
    parser.add_argument("--days", type=int, default=365, help="days of the simulated history")
    parser.add_argument("--events-a-day", type=int, default=5000, help="new events of each of its days")
    parser.add_argument("--report", type=Path, help="write the report to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            "# The nightly run",
            "",
            *large_run(load_settings(home=Path(folder) / "large"), options.events),
            "",
            *long_history(load_settings(home=Path(folder) / "long"), options.days, options.events_a_day),
        ]
    report = "\n".join(lines) + "\n"
    print(report)
    if options.report:
        options.report.write_text(report, encoding="utf-8")


def large_run(settings: Settings, events: int) -> list[str]:
    """Return the report of one cold job that takes in `events`."""
    GrowingLake(settings, events=events, batches=max(1, events // 1000)).add_day()
    before, cpu_before = time.time(), _children_cpu()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        done = subprocess.run(
            command(settings, "reconcile"), env=os.environ | environment(settings), stdout=log, stderr=log, check=False
        )
        log.seek(0)
        text = log.read()
    if done.returncode:
        raise SystemExit(f"The reconciliation ended with {done.returncode}:\n{text[-3000:]}")
    cpu = _children_cpu() - cpu_before
    began, ended = (datetime.fromisoformat(f"{stamp}+00:00").timestamp() for stamp in _STAMP.findall(text))
    return [
        row(("new events", "seconds from plan to outcome", "Spark's start, seconds", "CPU seconds of both")),
        row(("---",) * 4),
        row((f"{events:,}", f"{ended - began:.1f}", f"{began - before:.1f}", f"{cpu:.1f}")),
    ]


def long_history(settings: Settings, days: int, events_a_day: int) -> list[str]:
    """Return the report of `days` nightly runs, one after the other."""
    spark = spark_session(settings, "nightly")
    lake = GrowingLake(settings, events=events_a_day, batches=50)
    seconds: list[float] = []
    for _ in range(days):
        lake.add_day()
        began = time.perf_counter()
        with closing(TopicLog(settings)) as log:
            outcome = reconcile(spark, settings, Request(), log, actor="benchmark", reason="benchmark")
        seconds.append(time.perf_counter() - began)
        if outcome["status"] != "published":
            raise SystemExit(f"A nightly run was not published: {outcome}")
    spark.stop()
    first, last = statistics.median(seconds[_WEEK : 2 * _WEEK]), statistics.median(seconds[-_WEEK:])
    sizes = [_bytes(settings, table) for table in (BRONZE_EVENTS, SILVER_EVENTS, BATCH_SALES)]
    log_bytes = sum(
        file.stat().st_size for file in Path(settings.table_uri(SILVER_EVENTS.name), "_delta_log").iterdir()
    )
    return [
        row(("days", "events a day", "second week, s", "last week, s", "ratio")),
        row(("---",) * 5),
        row((str(days), f"{events_a_day:,}", f"{first:.2f}", f"{last:.2f}", f"{last / first:.2f}")),
        "",
        row(("bronze, bytes an event", "silver, bytes an event", "batch/sales, bytes an event", "silver's log, kB")),
        row(("---",) * 4),
        row((*(f"{size / (days * events_a_day):.0f}" for size in sizes), f"{log_bytes / 1000:.0f}")),
    ]


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _bytes(settings: Settings, table: Table) -> int:
    return sum(pa.table(open_table(settings, table).get_add_actions(flatten=True))["size_bytes"].to_pylist())


if __name__ == "__main__":
    main()
