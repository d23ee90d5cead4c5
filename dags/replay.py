"""Replays: quarantined records after the contract has changed, or the speed layer made again from bronze."""

from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG, Param

from dags.common.spark_job import SparkJob

DOCS = """
### replay

**What it does.** With *quarantine*: reads what was quarantined in the interval again by the contract of now, and sends
what is an event by now to the topic again, with headers that name where it lay; the stream takes it in like any other
event. With *speed*: holds the stream still for a moment and makes the speed tables again from bronze, past what
publications cover. A dry run, which is the default, says in its log what would be done.

**Owner.** Whoever operates the hub.

**When it fails.** Nothing is half done that a second run would not complete: records that have arrived are not sent
twice, and each speed table changes in one commit. *Is in use by process* means that the stream did not drain within
three minutes: look at its log.

**May it be run again?** Yes.
"""

with DAG(
    dag_id="replay",
    description="Quarantined records sent again, or the speed layer rebuilt.",
    doc_md=DOCS,
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["on request"],
    default_args={"owner": "operations", "retries": 1, "retry_delay": timedelta(minutes=1)},
    params={
        "what": Param("quarantine", type="string", enum=["quarantine", "speed"], title="What"),
        "from": Param(
            None, type=["null", "string"], format="date-time", title="Quarantined from", description="Empty: the start."
        ),
        "to": Param(
            None, type=["null", "string"], format="date-time", title="Quarantined before", description="Empty: now."
        ),
        "dry_run": Param(True, type="boolean", title="Dry run", description="Say what would be done, and do nothing."),
    },
) as dag:
    SparkJob(
        task_id="replay",
        job="replay",
        arguments=[
            "--what={{ params.what }}",
            "--from={{ params['from'] or '' }}",
            "--to={{ params.to or '' }}",
            "--dry-run={{ params.dry_run }}",
        ],
    )
