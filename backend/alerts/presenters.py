"""Alerts as answers show them."""

from typing import Any

from backend.api.formats import instant
from backend.lake.rows import AlertRow


def alert(row: AlertRow) -> dict[str, Any]:
    """Show an alert."""
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
    }
