"""The watchdog: does the stream keep up, and does the log still hold what it has not read? It restarts nothing.

Run by Airflow's `watchdog` DAG with plain Python; it needs no Spark. It writes a row in `audits` when its verdict
changes. Exit code 0 says that all is well, 1 that somebody should look.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from hub.errors import EXIT_FAILED, HubError
from hub.lake import create_tables, open_table
from hub.settings import Settings, get_settings
from hub.tables import AUDITS, BRONZE_INGESTS
from spark_jobs.batch.audits import append_audit
from spark_jobs.batch.checks import Check, as_json
from spark_jobs.logs import set_up_logging
from spark_jobs.stream.broker import Topic
from spark_jobs.stream.ledger import Ingest, newest_ingest
from spark_jobs.stream.speed_rebuild import speed_is_complete

_LOG = logging.getLogger("watchdog")

KIND = "watchdog"
# Under this share of the log that is still unread-proof, retention may pass the stream before anyone looks.
_NEAR = 0.1


@dataclass(frozen=True)
class TopicState:
    """The events topic at a moment: its id, and where each partition begins and ends."""

    topic_id: str
    begins: dict[int, int]
    ends: dict[int, int]

    @classmethod
    def now(cls, settings: Settings) -> "TopicState":
        """Ask the broker. Raises BrokerError."""
        topic = Topic(settings)
        return cls(topic.identify(), topic.beginning_offsets(), topic.end_offsets())


def main(arguments: Sequence[str] | None = None) -> int:
    """Look once; return the exit code."""
    set_up_logging()
    options = _parser().parse_args(arguments)
    try:
        settings = get_settings()
        create_tables(settings)
        checks = look(
            settings, TopicState.now(settings), now=datetime.now(UTC), patience=timedelta(minutes=options.patience)
        )
        remember(settings, checks)
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    return 0 if all(each.passed for each in checks) else EXIT_FAILED


def look(settings: Settings, topic: TopicState, *, now: datetime, patience: timedelta) -> list[Check]:
    """Return what a person should know: progress, room in the log, the clock, and the speed layer."""
    newest = newest_ingest(settings)
    position = _position(newest, topic)
    checks = [
        _keeps_up(newest, position, topic, began=_lake_began(settings), now=now, patience=patience),
        _log_holds_what_is_unread(position, topic),
        _clock_runs_forward(settings, since=now - timedelta(days=1)),
    ]
    if newest is not None:
        checks.append(Check("speed_layer_is_complete", speed_is_complete(settings, newest)))
    for check in checks:
        _LOG.log(logging.INFO if check.passed else logging.ERROR, "%s: %s", check.name, as_json(check.found))
    return checks


def remember(settings: Settings, checks: list[Check]) -> None:
    """Write a row in `audits` when the verdict is another than last time; the first one only if it is bad."""
    failed = [each.name for each in checks if not each.passed]
    verdict = "failed" if failed else "passed"
    if verdict != _last_verdict(settings):
        found = {each.name: each.found for each in checks if not each.passed}
        append_audit(settings, kind=KIND, verdict=verdict, found=found, detail={"failed": failed})


def _lake_began(settings: Settings) -> datetime:
    created_ms: int = open_table(settings, BRONZE_INGESTS).metadata().created_time
    return datetime.fromtimestamp(created_ms / 1000, UTC)


def _position(newest: Ingest | None, topic: TopicState) -> dict[int, int]:
    """Where bronze stands in each partition of this topic; at its beginning when it knows nothing of it."""
    if newest is None or newest.topic_id != topic.topic_id:
        return dict(topic.begins)
    return {partition: newest.end_offsets.get(partition, 0) for partition in topic.ends}


def _keeps_up(
    newest: Ingest | None,
    position: dict[int, int],
    topic: TopicState,
    *,
    began: datetime,
    now: datetime,
    patience: timedelta,
) -> Check:
    lag = sum(max(0, end - position[partition]) for partition, end in topic.ends.items())
    age = now - (newest.ingested_at if newest else began)
    # No batch is no sign of trouble while there is nothing to read.
    found = {"lag": lag, "seconds_since_batch": round(age.total_seconds())}
    return Check("stream_keeps_up", lag == 0 or age <= patience, found)


def _log_holds_what_is_unread(position: dict[int, int], topic: TopicState) -> Check:
    problems = []
    for partition, begin in topic.begins.items():
        behind, read = topic.ends[partition] - position[partition], position[partition] - begin
        if read < 0:
            problems.append({"partition": partition, "lost": -read, "why": "retention has passed unread records"})
        elif behind > 0 and begin > 0 and read < _NEAR * (topic.ends[partition] - begin):
            problems.append({"partition": partition, "room": read, "why": "retention comes near unread records"})
    return Check("log_holds_what_is_unread", not problems, {"partitions": problems})


def _clock_runs_forward(settings: Settings, *, since: datetime) -> Check:
    recent = pc.field("ingested_at") >= pa.scalar(since, pa.timestamp("us", tz="UTC"))
    batches = open_table(settings, BRONZE_INGESTS).to_pyarrow_dataset()
    rows = batches.to_table(columns=["ingest_seq"], filter=recent & pc.field("clock_set_back"))
    return Check("clock_runs_forward", not len(rows), {"batches": rows["ingest_seq"].to_pylist()[:100]})


def _last_verdict(settings: Settings) -> str:
    rows = open_table(settings, AUDITS).to_pyarrow_dataset()
    own = rows.to_table(columns=["finished_at", "verdict"], filter=pc.field("kind") == KIND)
    newest = own.sort_by([("finished_at", "descending")]).slice(0, 1)["verdict"].to_pylist()
    return newest[0] if newest else "passed"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="watchdog", description=__doc__)
    parser.add_argument(
        "--patience", type=float, default=10, help="minutes without a batch, while records wait, that are still fine"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
