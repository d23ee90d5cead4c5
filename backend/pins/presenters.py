"""Pins as answers show them."""

import json
from typing import Any

from backend.api.formats import instant
from hub.pins import Pin


def pin(row: Pin) -> dict[str, Any]:
    """Show what was pinned, by whom and why."""
    return {
        "pin_id": row.pin_id,
        "pinned_at": instant(row.pinned_at),
        "name": row.name,
        "author": row.actor,
        "reason": row.reason,
        "publication_id": row.publication_id or None,
        "receipt": row.receipt,
        "sha256": row.sha256,
    }


def pin_with_report(row: Pin, body: bytes | None) -> dict[str, Any]:
    """Show a pin and, if it has one, its report."""
    return {**pin(row), "report": None if body is None else json.loads(body)}
