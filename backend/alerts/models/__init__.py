"""What the database keeps about alerts."""

from backend.alerts.models.rules import RuleVersion

__all__ = ["RuleVersion"]
