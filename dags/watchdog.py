"""The watchdog: looks at the stream every five minutes, and turns red when somebody should."""

from datetime import timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, CronTriggerTimetable, Param

from hub import spark_submit
from hub.settings import get_settings

DOCS = """
### watchdog

**What it does.** Compares the newest whole batch with the topic: how far the stream is behind, how long ago its last
batch was, how much room there is before the topic's retention passes records that were not read, whether the clock
was set back in the last day, and whether the speed layer lacks a batch. A change of its verdict is a row in `audits`.

**Owner.** Whoever operates the hub.

**When it fails.** Somebody should look; it restarts nothing. *stream_keeps_up*: read the log of the `stream` DAG.
*log_holds_what_is_unread*: lengthen the topic's retention at once, then see why the stream is behind.
*clock_runs_forward*: mend the machine's clock. *speed_layer_is_complete*: run `replay` for the speed layer.

**May it be run again?** Yes: it only looks.
"""

with DAG(
    dag_id="watchdog",
    description="Does the stream keep up, and does the log still hold what is unread?",
    doc_md=DOCS,
    schedule=CronTriggerTimetable("*/5 * * * *", timezone="UTC"),
    # No start date: a new stack waits for the next time, instead of beginning with a run of the last one.
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["live"],
    default_args={"owner": "operations", "retries": 0, "execution_timeout": timedelta(minutes=4)},
    params={
        "patience": Param(
            10,
            type="number",
            minimum=0,
            title="Patience in minutes",
            description="Without a batch, while records wait.",
        )
    },
) as dag:
    BashOperator(
        task_id="look",
        bash_command=(
            f"{spark_submit.SPARK_ENVIRONMENT / 'bin' / 'python'} {spark_submit.application('watchdog')} "
            "--patience={{ params.patience }}"
        ),
        env=spark_submit.environment(get_settings()),
        append_env=True,
    )
