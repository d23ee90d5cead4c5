"""Alerts as answers show them."""

from typing import Any

from backend.alerts.life.selectors import Life, Lives
from backend.alerts.models import Alert, Transition
from backend.api.formats import instant
from backend.lake.rows import AlertRow


def alert(row: AlertRow, lives: Lives) -> dict[str, Any]:
    """Show an event that a rule fired on, and the state of the alert that it is part of."""
    return {
        "alert_id": row.alert_id,
        "alert_type": row.alert_type,
        "timestamp": instant(row.timestamp),
        "raised_at": instant(row.raised_at),
        "platform": row.platform,
        "message": row.message,
        "event_id": row.event_id,
        "product_id": row.product_id,
        "product_name": row.product_name,
        "value": str(row.value),
        "threshold": str(row.threshold),
        "historical": row.historical,
        "rule_id": row.rule_id or row.alert_type,
        "rule_version": row.rule_version,
        "warehouse": row.warehouse,
        **_life(lives.get(row.alert_id)),
    }


def live_alert(alert: Alert) -> dict[str, Any]:
    """Show an alert by itself, as its first event."""
    return {
        "alert_id": alert.alert_id,
        "alert_type": alert.alert_type,
        "timestamp": instant(alert.timestamp),
        "raised_at": instant(alert.raised_at),
        "platform": alert.platform,
        "message": alert.message,
        "event_id": alert.event_id,
        "product_id": alert.product_id,
        "product_name": alert.product_name,
        "value": str(alert.value),
        "threshold": str(alert.threshold),
        "historical": alert.historical,
        "rule_id": alert.rule_id,
        "rule_version": alert.rule_version,
        "warehouse": alert.warehouse,
        **_life(Life(alert.state, alert.resolution, alert.alert_id)),
    }


def alert_with_steps(alert: Alert, steps: list[Transition]) -> dict[str, Any]:
    """Show an alert and its life."""
    return {
        **live_alert(alert),
        "events": alert.events,
        "last_value": str(alert.last_value),
        "last_raised_at": instant(alert.last_raised_at),
        "steps": [{"state": each.state, "at": instant(each.at), "by": each.by, "note": each.note} for each in steps],
    }


def _life(life: Life | None) -> dict[str, Any]:
    return {
        "state": life.state if life else None,
        "resolution": (life.resolution or None) if life else None,
        "part_of": life.part_of if life else None,
    }
