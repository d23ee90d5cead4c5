"""Publications and reconciliations as answers show them."""

import json
from typing import Any

from backend.api.formats import instant
from backend.lake.rows import PublicationRow


def publication(row: PublicationRow, *, in_effect: bool) -> dict[str, Any]:
    """Show what was made visible."""
    return {
        "publication_id": row.publication_id,
        "published_at": instant(row.published_at),
        "seam": row.seam,
        "batch_version": row.batch_version,
        "batch_products_version": row.batch_products_version,
        "silver_version": row.silver_version,
        "verdict": row.verdict,
        "in_effect": in_effect,
        "actor": row.actor or "",
        "reason": row.reason or "",
    }


def reconciliation(row: PublicationRow) -> dict[str, Any]:
    """Show what a reconciliation found before it published."""
    return {
        "publication_id": row.publication_id,
        "published_at": instant(row.published_at),
        "seam": row.seam,
        "verdict": row.verdict,
        "events": row.events,
        "drift": _parsed(row.drift),
        "checks": _parsed(row.checks),
    }


def seam(row: PublicationRow | None) -> dict[str, Any]:
    """Show where the seam lies and what is known about the numbers behind it; all null before the first publication."""
    return {
        "seam": row.seam if row else 0,
        "publication_id": row and row.publication_id,
        "published_at": row and instant(row.published_at),
        "verdict": row and row.verdict,
        "events": row and row.events,
        "drift": row and _parsed(row.drift),
    }


def _parsed(text: str | None) -> Any:
    # Amounts in these texts are strings; a number is a count.
    return json.loads(text) if text else None
