"""Examples for the OpenAPI document."""

from typing import Any

from backend.api.examples import listed

_ROW: dict[str, Any] = {
    "platform": "shopee",
    "product_id": "PROD_8391",
    "product_name": 'LG OLED 55"',
    "category": "tv",
    "warehouse": "SP-01",
    "stock_quantity": 4,
    "low": True,
    "event_time": "2026-11-24T14:59:41.120Z",
    "ingested_at": "2026-11-24T14:59:42.000Z",
    "event_id": "SF_1",
}

STOCK = {**listed(_ROW), "threshold": 10}
