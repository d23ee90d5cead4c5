"""An answer about refunds, for the OpenAPI document."""

_SUMS = {
    "currency": "BRL",
    "gross": "1347.96",
    "refunds": "100.00",
    "revenue": "1247.96",
    "refunds_by_refund_date": "0.00",
    "refunds_by_sale_date": "100.00",
    "difference": "-100.00",
    "unmatched": "0.00",
    "unmatched_events": 0,
}

REFUNDS = {
    "at": None,
    "known": {"ingest_seq": 4711, "ingested_at": "2026-11-24T20:59:59.500Z"},
    "basis": "sale_date",
    "from": "2026-11-23T03:00:00Z",
    "to": "2026-11-24T03:00:00Z",
    "day": "2026-11-23",
    "zone": "business",
    "results": [{"day": None, "platform": "amazon", **_SUMS}],
    "totals": [_SUMS],
    "next": None,
    "receipt": "S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab",
    "fresh_as_of": "2026-11-24T20:59:59.500Z",
    "settled": "0.9900",
    "status": "live",
}
