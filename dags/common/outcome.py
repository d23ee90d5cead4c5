"""What came of a job, from the file in which it says so, and which tasks that calls for."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.branch import BaseBranchOperator
from airflow.sdk import Context

from hub.settings import get_settings


def outcome_file(job: str) -> str:
    """Return the template of the file in which a run of `job` says what came of it."""
    return str(get_settings().root / "run" / job / "{{ run_id | replace(':', '-') }}.json")


class BranchOnOutcome(BaseBranchOperator):
    """Follows the task that `branches` names for the outcome's `status`, and none for any other status.

    The outcome is the task's XCom `outcome`, for the tasks that come after it.
    """

    template_fields = ("path",)

    def __init__(self, *, path: str, branches: Mapping[str, str], **options: Any) -> None:
        self.path = path
        self.branches = dict(branches)
        super().__init__(**options)

    def choose_branch(self, context: Context) -> list[str]:
        """Return the task to follow, if any."""
        outcome = json.loads(Path(self.path).read_text(encoding="utf-8"))
        self.log.info("Outcome: %s", json.dumps(outcome, indent=2, ensure_ascii=False))
        context["ti"].xcom_push(key="outcome", value=outcome)
        task = self.branches.get(outcome["status"])
        return [task] if task else []
