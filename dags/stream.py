"""The stream: one driver that brings events into the lake, renewed once a day."""

from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG

from dags.common.spark_job import SparkJob
from hub.settings import get_settings

DOCS = """
### stream

**What it does.** Runs the live half: one Spark driver reads the marketplaces' events from Kafka and writes bronze,
quarantine, the speed views and alerts. A run lasts `HUB_STREAM_MAX_SECONDS` (a day), drains and ends; the next one
starts at once. Between two runs the page shows "warming up".

**Owner.** Whoever operates the hub.

**When it fails.** Nothing is lost: events wait in Kafka (retention is a week and more), and the next try goes on where
the last whole batch ended. Read the task's log; its last lines say what happened and what to do. *Another driver
holds its lease* means that an earlier driver still lives: the task tries again until it has ended.

**May it be run again?** Yes, at any time: a batch that was already written is not written twice. To stop the stream,
pause this DAG and create the file `HUB_HOME/run/stream.stop`; remove the file and unpause to go on.
"""

with DAG(
    dag_id="stream",
    description="Events from Kafka into the lake, all day long.",
    doc_md=DOCS,
    schedule="@continuous",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
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
        job="streaming_sales_agg",
        execution_timeout=timedelta(seconds=get_settings().stream_max_seconds) + timedelta(minutes=15),
    )
