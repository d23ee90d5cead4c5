"""The audit: publications of the past read again and counted again, and bronze against what it was hashed with.

Run by Airflow's `audit` DAG, or by hand with `spark-submit` and the configuration of `hub.spark_submit`. It changes
nothing but one row in `audits`. Exit code 0 says that all is as it was, 1 that something is not.
"""

import argparse
import logging
import random
import sys
from collections.abc import Sequence, Set

from pyspark.sql import SparkSession

from hub.errors import EXIT_FAILED, HubError
from hub.lake import create_tables
from hub.pins import pins
from hub.settings import Settings, get_settings
from spark_jobs.batch.arguments import add_switch
from spark_jobs.batch.audits import Audit, append_audit
from spark_jobs.batch.checks import Check, as_json, checks_json
from spark_jobs.batch.content import check_bronze
from spark_jobs.batch.history import check_publication, check_silver
from spark_jobs.batch.pinned import check_pins
from spark_jobs.batch.publications import Publication, publications
from spark_jobs.batch.writer import batch_writer
from spark_jobs.logs import set_up_logging
from spark_jobs.session import spark_session

_LOG = logging.getLogger("audit")

KIND = "audit"


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit the lake; return the exit code."""
    set_up_logging()
    options = _parser().parse_args(arguments)
    try:
        settings = get_settings()
        create_tables(settings)
        with batch_writer(settings):
            spark = spark_session(settings, "audit")
            try:
                row = audit_lake(spark, settings, sample=options.sample, full=options.full)
            finally:
                spark.stop()
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    return 0 if row.verdict == "passed" else EXIT_FAILED


def audit_lake(spark: SparkSession, settings: Settings, *, sample: int, full: bool) -> Audit:
    """Check the chain, the content, every pin and its publication, and a sample of others; `full` rebuilds silver too.

    Returns the row that tells of it. The caller holds the lease.
    """
    history = publications(settings)
    checks: list[Check] = []
    if history:
        checks += check_bronze(spark, settings, upto=max(each.seam for each in history))
    checks.append(check_pins(settings, {each.publication_id for each in history}))
    pinned = {each.publication_id for each in pins(settings)}
    for each in chosen(history, pinned, sample):
        checks += check_publication(spark, settings, each)
    if full and history:
        checks.append(check_silver(spark, settings, history[0]))
    failed = [each for each in checks if not each.passed]
    for check in checks:
        _LOG.log(logging.INFO if check.passed else logging.ERROR, "%s: %s", check.name, as_json(check.found))
    return append_audit(
        settings,
        kind=KIND,
        verdict="failed" if failed else "passed",
        found={"failed": sorted({each.name for each in failed}), "checks": len(checks)},
        detail={"checks": checks_json(checks), "sample": sample, "full": full},
    )


def chosen(history: list[Publication], pinned: Set[str], sample: int) -> list[Publication]:
    """Return the publication that is served, every pinned one, and a random `sample` of the others."""
    must = {each.publication_id for each in history[:1]} | pinned
    others = [each.publication_id for each in history if each.publication_id not in must]
    must |= set(random.sample(others, min(sample, len(others))))
    return [each for each in history if each.publication_id in must]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="audit", description=__doc__)
    parser.add_argument("--sample", type=int, default=5, help="how many publications of the past to count again")
    add_switch(parser, "--full", meaning="build silver from bronze again and compare every row")
    return parser


if __name__ == "__main__":
    sys.exit(main())
