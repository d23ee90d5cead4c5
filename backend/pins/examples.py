"""Examples for the OpenAPI document."""

from typing import Any

_RECEIPT = "S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab.R1.H5b1de0a9c2f4d711.Qc2FsZXMv.Z81c0aa17"
_THEN = {"revenue": "1247.96", "gross": "1347.96", "refunds": "100.00", "orders": 2, "units": 3, "views": 41}
_NOW = {"revenue": "1200.00", "gross": "1347.96", "refunds": "147.96", "orders": 2, "units": 3, "views": 41}
_CHANGE = {"revenue": "-47.96", "gross": "0.00", "refunds": "47.96", "orders": 0, "units": 0, "views": 0}

PIN_BODY = {"receipt": _RECEIPT, "name": "Revenue of 24 November", "reason": "Shown to the board."}

PIN: dict[str, Any] = {
    "pin_id": "0b5f5c1e4a0d4c38a1c1f0a5b7e6d2aa",
    "pinned_at": "2026-11-25T12:00:00.000Z",
    "name": "Revenue of 24 November",
    "author": "ana",
    "reason": "Shown to the board.",
    "publication_id": "2026-11-24T06:00:00Z-4000",
    "receipt": _RECEIPT,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}

COMPARISON: dict[str, Any] = {
    "pin_id": PIN["pin_id"],
    "question": "sales/summary/?day=2026-11-24#business_zone=America/Sao_Paulo",
    "then": {"receipt": _RECEIPT, "fresh_as_of": "2026-11-24T15:00:01.250Z", "settled": "0.8100"},
    "results": [{"platform": "amazon", "currency": "BRL", "then": _THEN, "now": _NOW, "change": _CHANGE}],
    "changed": 1,
    "next": None,
    "receipt": _RECEIPT.replace("S4000.B3", "S9000.B5"),
    "fresh_as_of": "2026-11-25T15:00:01.250Z",
    "settled": "1.0000",
    "status": "live",
}
