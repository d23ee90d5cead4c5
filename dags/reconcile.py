"""The reconciliation: revenue that is right, published when it is proved."""

from datetime import timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, CronTriggerTimetable, Param

from dags.common.approval import WHO_TRIGGERED, approval, who_approved
from dags.common.assets import BATCH_VIEW, BRONZE, PUBLICATION
from dags.common.outcome import BranchOnOutcome, outcome_file
from dags.common.spark_job import SparkJob
from hub.settings import get_settings

DOCS = """
### reconcile

**What it does.** Takes in what arrived since the last publication: proves that no record is missing, adds the first
arrivals to silver, sums the touched event dates of the batch view again, compares it with the speed view and with a
second way to count, and publishes it. It runs every night at three, business time. *Trigger* asks up to which moment
(empty: now), which event dates to build from bronze again, whether to build everything again, and whether only to say
what would be done. With a publication's id it rolls back: that publication is served again.

**Owner.** Whoever answers for the numbers.

**When it fails.** What was served stays served. When a check did not pass, the run waits at `approve` and lists what
failed: repair the cause and reject, or approve with a reason to publish all the same; without an answer it fails
after 20 hours. *Another driver holds its lease* means that another batch job is at work: the task tries again.

**May it be run again?** Yes, at any time and after any failure: a run begins by undoing what an unfinished one left.
"""

with DAG(
    dag_id="reconcile",
    description="Silver and the batch view up to a new seam: proved, compared, published.",
    doc_md=DOCS,
    schedule=CronTriggerTimetable("0 3 * * *", timezone=get_settings().business_zone),
    # No start date: a new stack waits for the next time, instead of beginning with a run of the last one.
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["batch"],
    default_args={"owner": "finance", "retries": 3, "retry_delay": timedelta(minutes=1)},
    params={
        "until": Param(
            None,
            type=["null", "string"],
            format="date-time",
            title="Up to",
            description="Takes in what was ingested before this moment; empty means now.",
        ),
        "rebuild_dates": Param(
            [],
            type="array",
            items={"type": "string", "format": "date"},
            title="Rebuild event dates",
            description="Event dates (UTC, YYYY-MM-DD) to build from bronze again.",
        ),
        "full": Param(False, type="boolean", title="Rebuild everything", description="From bronze: costs the history."),
        "dry_run": Param(False, type="boolean", title="Dry run", description="Prove and plan, but write nothing."),
        "publication": Param(
            None,
            type=["null", "string"],
            title="Roll back to publication",
            description="The id of an earlier publication to serve again; nothing else is done then.",
        ),
        "reason": Param("", type="string", title="Reason", description="It is kept with the publication."),
        "actor": Param(
            None,
            type=["null", "string"],
            title="On behalf of",
            description="Who asked for the run through the hub; empty means who triggers it here.",
        ),
    },
) as dag:
    outcome = outcome_file("reconcile")
    reconcile = SparkJob(
        task_id="reconcile",
        job="reconcile",
        arguments=[
            "--until={{ params.until or '' }}",
            "--rebuild-dates={{ params.rebuild_dates | join(',') }}",
            "--full={{ params.full }}",
            "--dry-run={{ params.dry_run }}",
            "--publish={{ params.publication or '' }}",
            f"--actor={{% if params.actor %}}{{{{ params.actor }}}}{{% else %}}{WHO_TRIGGERED}{{% endif %}}",
            "--reason={{ params.reason or dag_run.run_type.value }}",
            f"--outcome={outcome}",
        ],
        pool="lake_writer",
        inlets=[BRONZE],
        outlets=[BATCH_VIEW],
    )
    verdict = BranchOnOutcome(
        task_id="verdict", path=outcome, branches={"published": "published", "refused": "approve"}
    )
    published = EmptyOperator(task_id="published", outlets=[PUBLICATION])
    approve = approval(
        task_id="approve",
        subject="Publish although checks failed?",
        body=(
            "These checks failed: **{{ ti.xcom_pull(task_ids='verdict', key='outcome')['failed'] | join(', ') }}**. "
            "Audit `{{ ti.xcom_pull(task_ids='verdict', key='outcome')['audit_id'] }}` has the details; the log of "
            "`reconcile` shows what was found."
        ),
    )
    publish_all_the_same = SparkJob(
        task_id="publish_all_the_same",
        job="reconcile",
        arguments=[
            "--approve={{ ti.xcom_pull(task_ids='verdict', key='outcome')['audit_id'] }}",
            *who_approved("approve"),
        ],
        pool="lake_writer",
        outlets=[PUBLICATION],
    )
    reconcile >> verdict >> [published, approve]
    approve >> publish_all_the_same
