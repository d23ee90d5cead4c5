"""Maintenance: small files put together, old ones removed, and nothing broken that anyone may still need."""

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param

from dags.common.approval import WHO_TRIGGERED, approval, who_approved
from dags.common.outcome import BranchOnOutcome, outcome_file
from dags.common.spark_job import SparkJob
from hub.settings import get_settings

DOCS = """
### maintain

**What it does.** Puts together the small files of silver and the batch view, and vacuums what no version of the last
`retention_hours` needs. Before it deletes anything it works out from the tables' logs which versions and publications
would become unreadable. Protected are the publications of the retention window, the two newest, and every pinned one.
When nothing would break, it goes ahead; otherwise a person approves. Afterwards every file is read again and compared
with the prediction, and the run is a row in `audits`. The stream tends its own tables: bronze, speed and alerts.

**Owner.** Whoever operates the hub.

**When it fails.** Nothing is served from a version that was deleted: the two newest publications always stay. *Versions
that nobody approved* means that more would break by now than was shown: run it again. *Did not break what was
predicted* deserves a look at the row in `audits`, and a run of `audit`.

**May it be run again?** Yes. A run that was stopped has deleted a part of what was predicted, and the next one deletes
the rest.
"""

with DAG(
    dag_id="maintain",
    description="Compaction, and a vacuum that says beforehand what it will break.",
    doc_md=DOCS,
    schedule=CronTriggerTimetable("0 5 * * 0", timezone=get_settings().business_zone),
    # No start date: a new stack waits for the next time, instead of beginning with a run of the last one.
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["batch"],
    default_args={"owner": "operations", "retries": 2, "retry_delay": timedelta(minutes=5)},
    params={
        "retention_hours": Param(
            720,
            type="integer",
            minimum=0,
            title="Retention in hours",
            description="Old versions stay readable for so long; 0 keeps only what is protected.",
        ),
        "dry_run": Param(True, type="boolean", title="Dry run", description="Say what would break, change nothing."),
    },
) as dag:
    outcome = outcome_file("maintain")
    preflight = SparkJob(
        task_id="preflight",
        job="maintain",
        arguments=[
            "--retention-hours={{ params.retention_hours }}",
            # The form is careful; the weekly run is meant to work.
            "--dry-run={{ params.dry_run and dag_run.run_type == 'manual' }}",
            f"--actor={WHO_TRIGGERED}",
            "--reason={{ dag_run.run_type.value }}",
            f"--outcome={outcome}",
        ],
        pool="lake_writer",
    )
    verdict = BranchOnOutcome(task_id="verdict", path=outcome, branches={"needs_approval": "approve"})
    approve = approval(
        task_id="approve",
        subject="Make old versions unreadable?",
        body=(
            "{% set plan = ti.xcom_pull(task_ids='verdict', key='outcome')['preflight'] %}"
            "These publications could no longer be read: **{{ plan['publications'] | join(', ') or 'none' }}**. "
            "Versions: {{ plan['versions'] }}. Files: {{ plan['files'] }}."
        ),
    )
    vacuum = SparkJob(
        task_id="vacuum",
        job="maintain",
        arguments=[
            "--retention-hours={{ params.retention_hours }}",
            f"--approved={outcome}",
            *who_approved("approve"),
        ],
        pool="lake_writer",
    )
    preflight >> verdict >> approve >> vacuum
