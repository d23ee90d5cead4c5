"""An answer of what was known, for the OpenAPI document."""

_ROW = {"revenue": "1247.96", "gross": "1347.96", "refunds": "100.00", "orders": 2, "units": 3, "views": 41}

AS_KNOWN = {
    "at": "2026-11-24T21:00:00.000Z",
    "known": {"ingest_seq": 3950, "ingested_at": "2026-11-24T20:59:59.500Z"},
    "from": "2026-11-23T03:00:00Z",
    "to": "2026-11-24T03:00:00Z",
    "day": "2026-11-23",
    "zone": "business",
    "results": [{"day": None, "platform": "amazon", "currency": "BRL", **_ROW}],
    "totals": [{"currency": "BRL", **_ROW}],
    "next": None,
    "receipt": "S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab",
    "fresh_as_of": "2026-11-24T20:59:59.500Z",
    "settled": "1.0000",
    "status": "live",
}
