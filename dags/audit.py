"""The audit: what was published once is still what bronze says, and bronze is still what came in."""

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param

from dags.common.spark_job import SparkJob
from hub.settings import get_settings

DOCS = """
### audit

**What it does.** Travels back in time: reads a sample of past publications and every pinned one again at their recorded
versions, counts bronze up to their seams, and compares to the cent. Reads every record of bronze and quarantine again
and compares it with the ledger's hash chain, so that a deleted or altered record is named by partition and offsets;
and reads the bytes again by the contract, so that an altered field is named as well. Once a week it also builds silver
from bronze in memory and compares every row.

**Owner.** Whoever answers for the numbers.

**When it fails.** The log and the newest row in `audits` name what is not as it was. *fields_are_what_raw_says* also
fails when the contract has changed since these records came in. A repeat that is older than the look-back is found by
*silver_is_a_rebuild*: run `reconcile` with *Rebuild everything*. Restore altered bronze rows from a backup; do not
repair them by hand.

**May it be run again?** Yes: it changes nothing but its own row in `audits`.
"""

with DAG(
    dag_id="audit",
    description="Past publications and bronze, read and counted again.",
    doc_md=DOCS,
    schedule=CronTriggerTimetable("0 6 * * 0", timezone=get_settings().business_zone),
    # No start date: a new stack waits for the next time, instead of beginning with a run of the last one.
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["batch"],
    # What it finds does not change by looking again; only a job that was refused or killed is tried once more.
    default_args={"owner": "finance", "retries": 1, "retry_delay": timedelta(minutes=10)},
    params={
        "sample": Param(
            5, type="integer", minimum=0, title="Publications", description="How many past ones to count again."
        ),
        "full": Param(
            True, type="boolean", title="Rebuild silver", description="And compare every row: costs the history."
        ),
    },
) as dag:
    SparkJob(
        task_id="audit",
        job="audit",
        arguments=["--sample={{ params.sample }}", "--full={{ params.full }}"],
        pool="lake_writer",
    )
