"""Answers of why a number moved, for the OpenAPI document."""

from typing import Any

_RECEIPT = {
    "next": None,
    "receipt": "S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab",
    "fresh_as_of": "2026-11-24T20:59:59.500Z",
    "settled": "1.0000",
    "status": "live",
}
_EVENTS_URL = "https://hub.example/api/reports/why/events/?from_at=…&cause="


def _served(**values: Any) -> dict[str, Any]:
    return {**values, "as_published": True}


def _bar(cause: str, revenue: str, gross: str, refunds: str, orders: int, events: int) -> dict[str, Any]:
    return {
        "cause": cause,
        "revenue": revenue,
        "gross": gross,
        "refunds": refunds,
        "orders": orders,
        "units": orders,
        "views": 0,
        "events": events,
        "events_url": f"{_EVENTS_URL}{cause}&currency=BRL",
    }


def _step(revenue: str, gross: str, refunds: str, orders: int, events: int) -> dict[str, Any]:
    sums = {"revenue": revenue, "gross": gross, "refunds": refunds, "orders": orders, "units": orders, "views": 0}
    return {"currency": "BRL", **sums, "events": events}


WHY = {
    "from": _served(
        at="2026-11-24T03:00:00.000Z",
        publication_id="5f1c",
        seam=3000,
        ingest_seq=3950,
        ingested_at="2026-11-24T02:59:59.500Z",
    ),
    "to": _served(
        at="2026-11-24T21:00:00.000Z",
        publication_id="9d20",
        seam=4000,
        ingest_seq=4710,
        ingested_at="2026-11-24T20:59:59.500Z",
    ),
    "period_from": "2026-11-23T03:00:00Z",
    "period_to": "2026-11-24T03:00:00Z",
    "platform": "amazon",
    "results": [
        {
            "currency": "BRL",
            "start": _step("1300.00", "1300.00", "0.00", 3, 3),
            "bars": [
                _bar("late", "100.00", "100.00", "0.00", 1, 1),
                _bar("refund", "-52.04", "0.00", "52.04", 0, 1),
                _bar("beyond_horizon", "-100.00", "-100.00", "0.00", -1, 1),
            ],
            "end": _step("1247.96", "1300.00", "52.04", 3, 4),
        }
    ],
    **_RECEIPT,
}

EVENTS = {
    "results": [
        {
            "cause": "late",
            "sign": 1,
            "topic_id": "Yz0TqC8zQ9u2yqJ5k1X3Vg",
            "partition": 2,
            "offset": 81230,
            "ingest_seq": 3961,
            "ingested_at": "2026-11-24T03:04:11.500Z",
            "event_time": "2026-11-24T02:58:02.113Z",
            "platform": "amazon",
            "event_id": "SF_5a1f",
            "event_type": "sale",
            "product_id": "PROD_8391",
            "order_id": "702-1144",
            "refers_to": None,
            "currency": "BRL",
            "amount": "100.00",
            "gross": "100.00",
            "refunds": "0.00",
            "orders": 1,
            "units": 1,
            "views": 0,
        }
    ],
    **_RECEIPT,
}
