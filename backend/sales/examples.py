"""Examples for the OpenAPI document."""

from typing import Any

from backend.api.examples import MEASURES, PROVENANCE, listed

_DAY: dict[str, Any] = {
    "from": "2026-11-24T03:00:00Z",
    "to": "2026-11-25T03:00:00Z",
    "day": "2026-11-24",
    "zone": "America/Sao_Paulo",
}
_WINDOW = {"window_start": "2026-11-24T15:00:00Z", "window_end": "2026-11-24T15:01:00Z"}
_PRODUCT = {"rank": 1, "platform": "amazon", "product_id": "PROD_4460", "product_name": "Xiaomi 14"}
_TOTALS = {"results": [{"platform": "amazon", **MEASURES}], "totals": [MEASURES]}

WINDOWS = listed({**_WINDOW, "platform": "amazon", **MEASURES})
SUMMARY = {**_DAY, **_TOTALS, "next": None, **PROVENANCE}
TOP = {**_DAY, **listed({**_PRODUCT, **MEASURES})}
