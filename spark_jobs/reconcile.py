"""The reconciliation: brings silver and the batch view up to a new seam, proves them right, and publishes them.

Run by Airflow's `reconcile` DAG, or by hand with `spark-submit` and the configuration of `hub.spark_submit`. Exit code
0 says that it was done (or that nothing new had arrived), 1 that it failed or that its checks did not pass, 75 that
another batch job is at work.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from hub.errors import EXIT_FAILED, HubError
from hub.lake import create_tables
from hub.settings import Settings, get_settings
from spark_jobs.batch.arguments import add_switch, dates, optional_moment, optional_text
from spark_jobs.batch.candidates import publish_refused
from spark_jobs.batch.checks import as_json
from spark_jobs.batch.completeness import Explains
from spark_jobs.batch.publications import Publication
from spark_jobs.batch.rollback import roll_back
from spark_jobs.batch.run import Reconciliation, Request
from spark_jobs.batch.topic_log import TopicLog
from spark_jobs.batch.writer import batch_writer
from spark_jobs.logs import set_up_logging
from spark_jobs.session import spark_session

_LOG = logging.getLogger("reconcile")

PUBLISHED, REFUSED, NOTHING_NEW, PLANNED = "published", "refused", "nothing_new", "planned"


def main(arguments: Sequence[str] | None = None) -> int:
    """Reconcile, or publish by name; return the exit code."""
    set_up_logging()
    options = _parser().parse_args(arguments)
    try:
        settings = get_settings()
        create_tables(settings)
        with batch_writer(settings):
            outcome = _act(settings, options)
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    _LOG.info("Outcome: %s", as_json(outcome))
    if options.outcome:
        options.outcome.parent.mkdir(parents=True, exist_ok=True)
        options.outcome.write_text(as_json(outcome), encoding="utf-8")
    elif outcome["status"] == REFUSED:
        return EXIT_FAILED
    return 0


def _act(settings: Settings, options: argparse.Namespace) -> dict[str, Any]:
    who = {"actor": options.actor, "reason": options.reason}
    if options.approve:
        return _published(publish_refused(settings, options.approve, **who))
    if options.publish:
        return _published(roll_back(settings, options.publish, **who))
    request = Request(options.until, options.rebuild_dates, options.full)
    spark = spark_session(settings, "reconcile")
    try:
        with closing(TopicLog(settings)) as log:
            return reconcile(spark, settings, request, log, dry_run=options.dry_run, **who)
    finally:
        spark.stop()


def reconcile(
    spark: SparkSession,
    settings: Settings,
    request: Request,
    log: Explains,
    *,
    dry_run: bool = False,
    actor: str,
    reason: str,
) -> dict[str, Any]:
    """Make one run and say what came of it. The caller holds the lease."""
    run = Reconciliation(spark, settings, request, log)
    plan = run.plan()
    _LOG.info("Plan: %s", as_json(plan))
    if not run.has_work:
        return {"status": NOTHING_NEW, "plan": plan}
    proof = run.prove()
    for check in proof:
        _LOG.log(logging.INFO if check.passed else logging.ERROR, "%s: %s", check.name, as_json(check.found))
    if dry_run:
        return {"status": PLANNED, "failed": [each.name for each in proof if not each.passed], "plan": plan}
    candidate = run.build(proof)
    if candidate.failed:
        audit = candidate.refuse(settings)
        _LOG.error("Not published, these checks failed: %s.", ", ".join(candidate.failed))
        return {"status": REFUSED, "audit_id": audit.audit_id, "failed": candidate.failed, "plan": plan}
    return _published(candidate.publish(settings, actor=actor, reason=reason)) | {"plan": plan}


def _published(row: Publication) -> dict[str, Any]:
    return {
        "status": PUBLISHED,
        "publication_id": row.publication_id,
        "seam": row.seam,
        "verdict": row.verdict,
        "events": row.events,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reconcile", description=__doc__)
    parser.add_argument("--until", type=optional_moment, help="take in what was ingested before this moment (ISO 8601)")
    parser.add_argument(
        "--rebuild-dates", type=dates, default=frozenset(), help="event dates, with commas, to build from bronze again"
    )
    add_switch(parser, "--full", meaning="build silver and the batch view from bronze again")
    add_switch(parser, "--dry-run", meaning="prove completeness and say what would be done")
    parser.add_argument(
        "--approve", type=optional_text, metavar="AUDIT_ID", help="publish what a run built although its checks failed"
    )
    parser.add_argument(
        "--publish", type=optional_text, metavar="PUBLICATION_ID", help="roll back: serve an earlier publication again"
    )
    parser.add_argument("--actor", default="airflow", help="who decided this")
    parser.add_argument("--reason", default="scheduled", help="why it was decided")
    parser.add_argument(
        "--outcome", type=Path, help="write the outcome to this file; a refusal then ends with 0, for the reader of it"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
