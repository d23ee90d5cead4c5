"""The fast path of alerts, one bounded run after the other, where HUB_FAST_ALERTS is set."""

from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG

from dags.common.spark_job import SparkJob
from hub.settings import get_settings

DOCS = """
### alerts

**What it does.** Applies the alert rules to each event some milliseconds after it came, and sends candidates to the
topic of alerts, which the page shows at once. The `stream` DAG raises the alerts of record a second later under the
same ids; only those are acted upon. It runs where `HUB_FAST_ALERTS` is set, and is without a schedule otherwise.

**Owner.** Whoever operates the hub.

**When it fails.** Nothing is lost but speed: alerts of record still come. Read the task's log. *Another driver holds
its lease* means that an earlier driver still lives: the task tries again until it has ended.

**May it be run again?** Yes, at any time.
"""

with DAG(
    dag_id="alerts",
    description="Candidates for alerts within milliseconds, where HUB_FAST_ALERTS is set.",
    doc_md=DOCS,
    schedule="@continuous" if get_settings().fast_alerts else None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["live"],
    default_args={
        "owner": "operations",
        "retries": 10,
        "retry_delay": timedelta(seconds=10),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=5),
    },
) as dag:
    SparkJob(
        task_id="run",
        job="alert_detection",
        execution_timeout=timedelta(seconds=get_settings().stream_max_seconds) + timedelta(minutes=15),
    )
