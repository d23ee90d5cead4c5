"""Bodies and answers about runs."""

from typing import Any

from rest_framework import serializers

from backend.api.bodies import Body
from backend.api.parameters import InstantField
from backend.api.schemas import Shape
from backend.operations.outcomes import OUTCOMES

REASON_LENGTH = 300


class ReconcileBody(Body):
    """What to reconcile."""

    until = InstantField(
        required=False, allow_null=True, default=None, help_text="Takes in what was ingested before; without it, all."
    )
    full = serializers.BooleanField(default=False, help_text="Build everything from bronze again.")
    dry_run = serializers.BooleanField(default=False, help_text="Prove and plan, but write nothing.")
    reason = serializers.CharField(max_length=REASON_LENGTH, default="", allow_blank=True)


class PublishBody(Body):
    """Why another publication is to be served."""

    reason = serializers.CharField(max_length=REASON_LENGTH, help_text="It is kept with the publication.")


class ReplayBody(Body):
    """What to replay."""

    what = serializers.ChoiceField(choices=["quarantine", "speed"], default="quarantine")
    dry_run = serializers.BooleanField(default=True, help_text="Say in the run's log what would be done.")

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself, and `to`."""
        bounds = {
            "from": InstantField(required=False, allow_null=True, default=None, help_text="Quarantined from."),
            "to": InstantField(required=False, allow_null=True, default=None, help_text="Quarantined before."),
        }
        return bounds | super().get_fields()


class TaskShape(Shape):
    """A task of a run."""

    task_id = serializers.CharField()
    state = serializers.CharField(allow_null=True, help_text="As Airflow names it; null before it is its turn.")
    try_number = serializers.IntegerField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class RunShape(Shape):
    """A run of a DAG."""

    dag_id = serializers.CharField()
    run_id = serializers.CharField()
    location = serializers.CharField(help_text="Ask here how it goes.")
    airflow_url = serializers.URLField(help_text="Its page in Airflow.")
    state = serializers.ChoiceField(choices=["queued", "running", "success", "failed"])
    outcome = serializers.ChoiceField(choices=OUTCOMES, help_text="What came of it so far.")
    told = serializers.JSONField(allow_null=True, help_text="What a reconciliation or a backtest said of itself.")
    params = serializers.DictField()
    queued_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    tasks = TaskShape(many=True)
