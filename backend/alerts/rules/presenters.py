"""Rules as answers show them."""

from typing import Any

from backend.alerts.models import RuleVersion
from backend.api.formats import instant


def rule(row: RuleVersion) -> dict[str, Any]:
    """Show one version of a rule."""
    return {
        "rule_id": row.rule_id,
        "version": row.version,
        "name": row.name,
        "alert_type": row.as_rule().alert_type,
        "metric": row.metric,
        "comparison": row.comparison,
        "threshold": str(row.threshold),
        "recover": None if row.recover is None else str(row.recover),
        "platforms": row.platforms,
        "product_ids": row.product_ids,
        "warehouses": row.warehouses,
        "quiet_hours": _quiet_hours(row),
        "enabled": row.enabled,
        "deleted": row.deleted,
        "created_at": instant(row.created_at),
        "created_by": row.created_by,
        "published_at": instant(row.published_at),
    }


def _quiet_hours(row: RuleVersion) -> dict[str, str] | None:
    if row.quiet_from is None or row.quiet_to is None:
        return None
    return {"from": f"{row.quiet_from:%H:%M}", "to": f"{row.quiet_to:%H:%M}", "zone": row.quiet_zone}
