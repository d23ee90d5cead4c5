"""Channels and deliveries as JSON."""

from typing import Any

from backend.alerts.models import Channel, Delivery
from backend.api.formats import instant


def channel(row: Channel) -> dict[str, Any]:
    """Return a channel without its secret."""
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "target": row.target,
        "rule_ids": row.rule_ids,
        "enabled": row.enabled,
    }


def delivery(row: Delivery) -> dict[str, Any]:
    """Return a delivery; what it tells is its alert."""
    return {
        "id": row.pk,
        "key": row.key,
        "channel": row.channel.pk,
        "channel_name": row.channel.name,
        "alert_id": row.alert.pk,
        "event": row.body["event"],
        "state": row.state,
        "tries": row.tries,
        "problem": row.problem,
        "made_at": instant(row.made_at),
        "due_at": instant(row.due_at),
        "delivered_at": instant(row.delivered_at),
    }
