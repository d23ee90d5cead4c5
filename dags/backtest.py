"""Backtests: what an alert rule would have raised, worked out again from bronze."""

from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG, Param

from dags.common.outcome import BranchOnOutcome, outcome_file
from dags.common.spark_job import SparkJob

DOCS = """
### backtest

**What it does.** Applies a rule to what was ingested in the interval, and says which alerts it would have raised and
how they would have ended: the same rule for what fires, for repeats and for an alert's life as live. It reads bronze
and writes nothing. `POST /api/rules/backtest/` starts it.

**Owner.** Whoever operates the hub.

**When it fails.** The log's last line says why. *Fires more than … times* means that the threshold would tell somebody
all the time: choose another one, or a shorter time.

**May it be run again?** Yes.
"""

with DAG(
    dag_id="backtest",
    description="What an alert rule would have raised.",
    doc_md=DOCS,
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["on request"],
    default_args={"owner": "operations", "retries": 0, "execution_timeout": timedelta(hours=1)},
    params={
        "rule": Param({}, type="object", title="Rule", description="As GET /api/rules/ shows a rule's parts."),
        "from": Param(
            None, type=["null", "string"], format="date-time", title="Ingested from", description="Empty: 7 days back."
        ),
        "to": Param(
            None, type=["null", "string"], format="date-time", title="Ingested before", description="Empty: now."
        ),
    },
) as dag:
    outcome = outcome_file("backtest")
    test = SparkJob(
        task_id="backtest",
        job="backtest",
        arguments=[
            "--rule={{ params.rule | tojson }}",
            "--from={{ params['from'] or '' }}",
            "--to={{ params.to or '' }}",
            f"--outcome={outcome}",
        ],
    )
    verdict = BranchOnOutcome(task_id="verdict", path=outcome, branches={})
    test >> verdict
