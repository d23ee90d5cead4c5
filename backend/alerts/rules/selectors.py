"""Rules and their history."""

from django.db.models import QuerySet

from backend.alerts.models import RuleVersion
from backend.api.errors import ApiError


def current_rules() -> QuerySet[RuleVersion]:
    """Return the newest version of every rule that there is."""
    return RuleVersion.objects.filter(is_current=True, deleted=False).order_by("rule_id")


def current_rule(rule_id: str) -> RuleVersion:
    """Return the newest version of a rule. Raises ApiError when there is no such rule."""
    found = current_rules().filter(rule_id=rule_id).first()
    if found is None:
        raise ApiError(
            "no_such_rule",
            f"There is no rule {rule_id!r}.",
            hint="GET /api/rules/ lists the rules.",
            data={"rule_id": rule_id},
            status=404,
        )
    return found


def history(rule_id: str) -> QuerySet[RuleVersion]:
    """Return every version of a rule, newest first."""
    return RuleVersion.objects.filter(rule_id=rule_id).order_by("-version")
