"""A person decides: the form, and who filled it in."""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Param

WHO_TRIGGERED = "{{ dag_run.triggering_user_name or 'airflow' }}"


def approval(**options: Any) -> ApprovalOperator:
    """Return a task that asks a person, with a reason. A no, or no answer before the next night, fails the run."""
    return ApprovalOperator(
        fail_on_reject=True,
        response_timeout=timedelta(hours=20),
        params={"reason": Param("", type="string", title="Reason", description="It is kept with your name.")},
        retries=0,
        **options,
    )


def who_approved(task_id: str) -> list[str]:
    """Return a job's arguments that say who approved in `task_id`, and why."""
    answer = f"ti.xcom_pull(task_ids='{task_id}')"
    return [
        f"--actor={{{{ {answer}['responded_by_user']['name'] }}}}",
        f"--reason={{{{ {answer}['params_input'].get('reason') or 'approved without a reason' }}}}",
    ]
