"""Examples for the OpenAPI document."""

from typing import Any

from backend.api.examples import listed

_NAMED: dict[str, Any] = {
    "publication_id": "2026-11-24T06:00:00Z-4000",
    "published_at": "2026-11-24T06:01:12.000Z",
    "seam": 4000,
    "verdict": "passed",
}
_PUBLICATION: dict[str, Any] = {
    **_NAMED,
    "batch_version": 3,
    "batch_products_version": 3,
    "silver_version": 3,
    "in_effect": True,
    "actor": "reconcile",
    "reason": "",
    "seam_at": "2026-11-24T06:00:00.000Z",
}
_FOUND: dict[str, Any] = {
    "events": 90_817,
    "drift": {"after": 0, "upto": 4000, "matches": True, "causes": []},
    "checks": [{"name": "offsets", "passed": True}],
}

PUBLICATIONS = listed(_PUBLICATION)
RECONCILIATIONS = listed({**_NAMED, **_FOUND})
PUBLISH_BODY = {"reason": "The rebuild of Tuesday took a wrong contract."}
RECONCILE_BODY = {"until": "2026-11-24T03:00:00Z", "full": False, "dry_run": False, "reason": "month end"}
PUBLISH_CONF = {**PUBLISH_BODY, "publication": _NAMED["publication_id"], "actor": "maria"}
RECONCILE_CONF = {**RECONCILE_BODY, "actor": "maria"}
