"""Examples for the OpenAPI document."""

from typing import Any

from backend.api.examples import listed

ALERT: dict[str, Any] = {
    "alert_id": "6b1f0c9d2e7a4f35",
    "alert_type": "LOW_STOCK",
    "timestamp": "2026-11-24T14:59:50.000Z",
    "raised_at": "2026-11-24T14:59:51.310Z",
    "platform": "amazon",
    "message": "Low stock: Fone has 9 left",
    "event_id": "SF_5a1f",
    "product_id": "PROD_8391",
    "product_name": "Fone",
    "value": "9.00",
    "threshold": "10.00",
    "historical": False,
    "rule_id": "LOW_STOCK",
    "rule_version": 3,
    "warehouse": "SP-01",
    "state": "open",
    "resolution": None,
    "part_of": "6b1f0c9d2e7a4f35",
}

ALERTS = {**listed(ALERT), "life_cycle": "41.3"}

_OPENED = {"state": "open", "at": "2026-11-24T14:59:51.310Z", "by": "hub", "note": ""}
_MORE = {"events": 3, "last_value": "7.00", "last_raised_at": "2026-11-24T15:04:12.000Z"}
_ACKNOWLEDGED = {"state": "acknowledged", "at": "2026-11-24T15:01:00.000Z", "by": "ana", "note": "ordered"}
_RESOLVED = {"state": "resolved", "at": "2026-11-24T18:30:00.000Z", "by": "ana", "note": "arrived"}

ACKNOWLEDGE_BODY, RESOLVE_BODY = {"note": "ordered"}, {"note": "arrived"}
ALERT_WITH_STEPS = {**ALERT, **_MORE, "steps": [_OPENED]}
ACKNOWLEDGED_ALERT = {**ALERT, "state": "acknowledged", **_MORE, "steps": [_OPENED, _ACKNOWLEDGED]}
RESOLVED_ALERT = {
    **ALERT,
    "state": "resolved",
    "resolution": "by_hand",
    **_MORE,
    "steps": [_OPENED, _ACKNOWLEDGED, _RESOLVED],
}
