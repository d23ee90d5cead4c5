"""Examples for the OpenAPI document."""

from typing import Any

RULE_BODY: dict[str, Any] = {
    "name": "Phones run out",
    "metric": "stock_quantity",
    "comparison": "below",
    "threshold": "10.00",
    "recover": "12.00",
    "platforms": ["amazon"],
    "warehouses": ["SP-01"],
    "quiet_hours": {"from": "22:00", "to": "07:00", "zone": "America/Sao_Paulo"},
}

CHANGE_BODY: dict[str, Any] = {"threshold": "8.00", "version": 1}

BACKTEST_BODY: dict[str, Any] = {
    "rule": {"metric": "stock_quantity", "comparison": "below", "threshold": "5.00", "recover": "8.00"},
    "from": "2026-11-01T00:00:00-03:00",
    "to": "2026-11-08T00:00:00-03:00",
}

RULE: dict[str, Any] = {
    "rule_id": "3f2a9c01d4e7",
    "version": 1,
    "alert_type": "LOW_STOCK",
    **RULE_BODY,
    "product_ids": [],
    "enabled": True,
    "deleted": False,
    "created_at": "2026-11-24T14:00:00.000Z",
    "created_by": "ana",
    "published_at": "2026-11-24T14:00:01.000Z",
}

CHANGED_RULE: dict[str, Any] = {
    **RULE,
    "version": 2,
    "threshold": "8.00",
    "created_at": "2026-11-24T16:00:00.000Z",
    "published_at": None,
}
