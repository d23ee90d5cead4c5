"""Replays: quarantined records that are events by now, or the speed layer made again from bronze.

Run by Airflow's `replay` DAG, or by hand with `spark-submit` and the configuration of `hub.spark_submit`. A dry run,
which is the default, says what would be done. Exit code 0 says that it was done, 1 that it failed, 75 that the
stream did not let go of its lease.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.errors import HubError
from hub.lake import create_tables
from hub.settings import Settings, get_settings
from spark_jobs.batch.arguments import add_switch, optional_moment
from spark_jobs.batch.checks import as_json
from spark_jobs.batch.pause import stream_paused
from spark_jobs.batch.quarantine import plan_replay, send
from spark_jobs.logs import set_up_logging
from spark_jobs.session import spark_session
from spark_jobs.stream.ledger import newest_ingest
from spark_jobs.stream.speed_rebuild import prunable_upto, rebuild_speed

_LOG = logging.getLogger("replay")

QUARANTINE, SPEED = "quarantine", "speed"


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay what is asked for; return the exit code."""
    set_up_logging()
    options = _parser().parse_args(arguments)
    try:
        settings = get_settings()
        create_tables(settings)
        if options.what == QUARANTINE:
            outcome = replay_quarantine(settings, since=options.since, until=options.until, dry_run=options.dry_run)
        else:
            outcome = replay_speed(settings, dry_run=options.dry_run)
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    _LOG.info("Outcome: %s", as_json(outcome))
    return 0


def replay_quarantine(
    settings: Settings, *, since: datetime | None, until: datetime | None, dry_run: bool
) -> dict[str, Any]:
    """Send quarantined records that are events by now to the topic again; say what was done, or would be."""
    plan = plan_replay(settings, since=since, until=until)
    _LOG.info("Plan: %s", as_json(plan.told))
    return plan.told | {"sent": 0 if dry_run else send(settings, plan)}


def replay_speed(settings: Settings, *, dry_run: bool) -> dict[str, Any]:
    """Make the speed tables again from bronze, past what publications cover, while the stream is held still."""
    floor, newest = prunable_upto(settings), newest_ingest(settings)
    told = {"after": floor, "upto": newest.ingest_seq if newest else 0}
    _LOG.info("Plan: %s", as_json(told))
    if dry_run or newest is None:
        return told | {"rebuilt": False}
    with stream_paused(settings):
        spark = spark_session(settings, "replay")
        newest = newest_ingest(settings) or newest
        rebuild_speed(spark, settings, newest)
    return told | {"upto": newest.ingest_seq, "rebuilt": True}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="replay", description=__doc__)
    parser.add_argument("--what", choices=(QUARANTINE, SPEED), required=True, help="what to replay")
    parser.add_argument(
        "--from", dest="since", type=optional_moment, help="quarantined at or after this moment (ISO 8601)"
    )
    parser.add_argument("--to", dest="until", type=optional_moment, help="quarantined before this moment (ISO 8601)")
    add_switch(parser, "--dry-run", meaning="say what would be done (the default)", default=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
