"""What the database keeps about alerts."""

from backend.alerts.models.delivery import Channel, Delivery
from backend.alerts.models.life import Alert, Cursor, Signal, Transition
from backend.alerts.models.rules import RuleVersion

__all__ = ["Alert", "Channel", "Cursor", "Delivery", "RuleVersion", "Signal", "Transition"]
