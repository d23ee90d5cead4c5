"""Messages for the tests of the contract: one valid example a type, and how to write any message as bytes."""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hub.contract import Event, Rejection, parse

NOW = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/Sao_Paulo")
MAX_BYTES = 900_000

_COMMON = {
    "event_id": "AMZ-1",
    "timestamp": "2026-11-24T16:08:35.596179",
    "platform": "Amazon",
    "product_id": "PROD_4460",
    "product_name": "Relógio São João",
}

VALID: dict[str, dict[str, Any]] = {
    "sale": _COMMON
    | {
        "event_type": "sale",
        "order_id": "ORD-1",
        "quantity": 3,
        "unit_price": "1147.96",
        "total": "3443.88",
        "currency": "BRL",
        "customer_id": "CUST-1",
        "region": "Nordeste",
        "payment_method": "pix",
    },
    "stock_update": _COMMON
    | {"event_type": "stock_update", "category": "Relógios", "stock_quantity": 0, "warehouse": "MG-03"},
    "product_view": _COMMON
    | {
        "event_type": "product_view",
        "category": "Relógios",
        "customer_id": None,
        "session_id": "SESS-1",
        "device_type": "Tablet",
        "referrer": "Direct",
        "region": "Sul",
    },
    "refund": _COMMON | {"event_type": "refund", "order_id": "ORD-1", "refers_to": "AMZ-1", "amount": "10.50"},
    "cancellation": _COMMON
    | {"event_type": "cancellation", "order_id": "ORD-1", "refers_to": "AMZ-1", "amount": "3443.88"},
}

REQUIRED = {
    event_type: [name for name in message if name not in optional]
    for event_type, message, optional in (
        ("sale", VALID["sale"], {"order_id", "currency"}),
        ("stock_update", VALID["stock_update"], set()),
        ("product_view", VALID["product_view"], {"customer_id"}),
        ("refund", VALID["refund"], set()),
        ("cancellation", VALID["cancellation"], set()),
    )
}


class Verbatim(str):
    """JSON text that is written as it stands, for numbers and mistakes that `json.dumps` would not write."""

    __slots__ = ()


def write(message: dict[str, Any] | list[tuple[str, Any]], *, ensure_ascii: bool = True) -> bytes:
    """Write a message, or its pairs (keys may then repeat), as JSON."""
    pairs = message.items() if isinstance(message, dict) else message
    members = (
        f"{json.dumps(key, ensure_ascii=ensure_ascii)}: "
        f"{value if isinstance(value, Verbatim) else json.dumps(value, ensure_ascii=ensure_ascii)}"
        for key, value in pairs
    )
    return ("{" + ", ".join(members) + "}").encode()


def read(raw: bytes | None, *, now: datetime = NOW, zone: ZoneInfo = ZONE) -> Event | Rejection:
    """Parse with the tests' clock, zone and size."""
    return parse(raw, now=now, zone=zone, max_bytes=MAX_BYTES)


def event_of(message: dict[str, Any], /, **changes: Any) -> Event:
    """Return the event of a message that must be valid, with some of its fields replaced."""
    found = read(write(message | changes))
    assert isinstance(found, Event), found
    return found


def reason_of(raw: bytes | None) -> str:
    """Return why the bytes, which must not be an event, were refused."""
    found = read(raw)
    assert isinstance(found, Rejection), found
    return found.reason


def refusal_of(event_type: str, /, **changes: Any) -> Rejection:
    """Return the rejection of the valid example of a type with some of its fields replaced."""
    found = read(write(VALID[event_type] | changes))
    assert isinstance(found, Rejection), found
    return found
