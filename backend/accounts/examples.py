"""Examples for the OpenAPI document."""

from typing import Any

ME = {"name": "hub-viewer", "role": "viewer"}

TOKEN_BODY = {"name": "wall display", "role": "viewer", "expires_at": "2027-02-22T15:00:00Z"}

TOKEN: dict[str, Any] = {
    "id": 4,
    "name": "wall display",
    "role": "viewer",
    "hint": "hub_q3Xb9f",
    "created_at": "2026-11-24T15:00:00.000Z",
    "expires_at": "2027-02-22T15:00:00.000Z",
    "last_used_at": None,
}

NEW_TOKEN: dict[str, Any] = {**TOKEN, "token": "hub_q3Xb9f…"}

AUDIT_LOG: dict[str, Any] = {
    "results": [
        {
            "id": 7,
            "at": "2026-11-24T15:00:01.250Z",
            "actor": "maria",
            "action": "reconciliation.start",
            "target": "reconcile/hub__20261124T150000Z_3f9c1a2b",
            "detail": {"full": False, "dry_run": False, "reason": "before the board meeting"},
        }
    ],
    "next": None,
}
