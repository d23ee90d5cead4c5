"""Maintenance of silver and the batch view: compaction, and a vacuum that says beforehand what it will break.

Run by Airflow's `maintain` DAG, or by hand with `spark-submit` and the configuration of `hub.spark_submit`. The speed
tables and bronze are not touched here: the stream, their only writer, tends them. Exit code 0 says that it was done,
1 that it failed or needs somebody's approval, 75 that another batch job is at work.
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hub.errors import EXIT_FAILED, HubError, LakeError
from hub.lake import create_tables
from hub.settings import Settings, get_settings
from spark_jobs.batch.arguments import add_switch
from spark_jobs.batch.checks import as_json
from spark_jobs.batch.compaction import compact
from spark_jobs.batch.preflight import predict
from spark_jobs.batch.vacuum import exceeds, vacuum
from spark_jobs.batch.writer import batch_writer
from spark_jobs.logs import set_up_logging

_LOG = logging.getLogger("maintain")

PLANNED, NEEDS_APPROVAL, DONE = "planned", "needs_approval", "done"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compact and vacuum; return the exit code."""
    set_up_logging()
    options = _parser().parse_args(arguments)
    try:
        settings = get_settings()
        create_tables(settings)
        approved = json.loads(options.approved.read_text())["preflight"] if options.approved else None
        with batch_writer(settings):
            outcome = maintain(
                settings,
                retention=timedelta(hours=options.retention_hours),
                dry_run=options.dry_run,
                approved=approved,
                actor=options.actor,
                reason=options.reason,
            )
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    _LOG.info("Outcome: %s", as_json(outcome))
    if options.outcome:
        options.outcome.parent.mkdir(parents=True, exist_ok=True)
        options.outcome.write_text(as_json(outcome), encoding="utf-8")
        return 0
    return EXIT_FAILED if outcome["status"] == NEEDS_APPROVAL else 0


def maintain(
    settings: Settings,
    *,
    retention: timedelta,
    dry_run: bool,
    approved: dict[str, Any] | None,
    actor: str,
    reason: str,
) -> dict[str, Any]:
    """Compact, predict, and vacuum when nothing would break or what would was `approved`. The caller holds the lease.

    Raises LakeError when the vacuum would break more than was approved, or did not break what was predicted.
    """
    compacted = {} if dry_run else compact(settings)
    preflight = predict(settings, now=datetime.now(UTC), retention=retention)
    told = {"preflight": preflight.told, "compacted": compacted}
    if dry_run:
        return {"status": PLANNED} | told
    if approved is None and not preflight.is_empty:
        return {"status": NEEDS_APPROVAL} | told
    more = exceeds(preflight, approved) if approved else {}
    if more:
        raise LakeError(f"The vacuum would now break versions that nobody approved: {more}.", hint="Plan it again.")
    row = vacuum(settings, preflight, retention, actor=actor, reason=reason)
    if row.verdict != "passed":
        raise LakeError(
            f"The vacuum did not break what was predicted: {row.detail}.", hint=f"See audit {row.audit_id}; reconcile."
        )
    return {"status": DONE, "audit_id": row.audit_id} | told


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="maintain", description=__doc__)
    parser.add_argument(
        "--retention-hours", type=int, default=720, help="old versions stay readable for so long (default: 30 days)"
    )
    add_switch(parser, "--dry-run", meaning="say what a vacuum would break, and change nothing")
    parser.add_argument(
        "--approved", type=Path, help="vacuum although it breaks what the outcome in this file says, and no more"
    )
    parser.add_argument("--actor", default="airflow", help="who decided this")
    parser.add_argument("--reason", default="scheduled", help="why it was decided")
    parser.add_argument(
        "--outcome", type=Path, help="write the outcome to this file; a need for approval then ends with 0"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
