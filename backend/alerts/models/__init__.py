"""What the database keeps about alerts."""

from backend.alerts.models.life import Alert, Cursor, Signal, Transition
from backend.alerts.models.rules import RuleVersion

__all__ = ["Alert", "Cursor", "RuleVersion", "Signal", "Transition"]
