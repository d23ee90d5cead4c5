"""Examples for the OpenAPI document."""

from typing import Any

CHANNEL_BODY: dict[str, Any] = {
    "name": "warehouse",
    "kind": "webhook",
    "target": "https://hooks.example/stock",
    "rule_ids": ["LOW_STOCK"],
}

CHANNEL: dict[str, Any] = {"id": 3, **CHANNEL_BODY, "enabled": True}

NEW_CHANNEL: dict[str, Any] = {**CHANNEL, "secret": "t0P7m0b2sVQy6o6g1n3kqv9rY4d8aJcX5hZ2wLfUe_E"}

DELIVERY: dict[str, Any] = {
    "id": 812,
    "key": "6b1f0c9d2e7a4f35:open:3",
    "channel": CHANNEL["id"],
    "channel_name": CHANNEL["name"],
    "alert_id": "6b1f0c9d2e7a4f35",
    "event": "alert.open",
    "state": "dead",
    "tries": 12,
    "problem": "It answered 503 Service Unavailable.",
    "made_at": "2026-11-24T12:00:01.250Z",
    "due_at": "2026-11-24T17:41:20.000Z",
    "delivered_at": None,
}
