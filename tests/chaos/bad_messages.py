"""Messages that are no events, each with the reason under which quarantine must keep it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.oracle.reading import MAX_BYTES


class Bad(NamedTuple):
    """A message, byte for byte, and why it is refused."""

    what: str
    raw: bytes | None
    reason: str


def sale(event_id: str, **changes: Any) -> dict[str, Any]:
    """Return a valid sale with these fields changed."""
    return {
        "event_id": event_id,
        "timestamp": datetime.now(UTC).isoformat(),
        "platform": "shopee",
        "event_type": "sale",
        "product_id": "PROD_1",
        "product_name": "Café São João",
        "order_id": "ORD-1",
        "quantity": 2,
        "unit_price": "19.90",
        "total": "39.80",
        "customer_id": "CUST-1",
        "region": "Sul",
        "payment_method": "pix",
    } | changes


def sale_of_size(event_id: str, size: int) -> bytes:
    """Return a valid sale that is `size` bytes long, by a field which the contract does not look at."""
    bare = encoded(sale(event_id, note=""))
    return encoded(sale(event_id, note="x" * (size - len(bare))))


def encoded(message: Any) -> bytes:
    """Write a message as its sender would."""
    return json.dumps(message, ensure_ascii=False).encode()


def _with(field: str, literal: str) -> bytes:
    """Return a sale in which the field's value is this text, JSON or not."""
    return encoded(sale("bad", **{field: "\N{BLACK SQUARE}"})).replace('"\N{BLACK SQUARE}"'.encode(), literal.encode())


def _without(field: str) -> bytes:
    return encoded({name: value for name, value in sale("bad").items() if name != field})


_GOOD = encoded(sale("bad"))

BAD_MESSAGES = (
    Bad("null value", None, "empty"),
    Bad("empty value", b"", "empty"),
    Bad("white space", b" \r\n\t", "empty"),
    Bad("one byte above the limit", sale_of_size("bad", MAX_BYTES + 1), "too_large"),
    Bad("near what the broker takes", sale_of_size("bad", 1_040_000), "too_large"),
    Bad("Latin-1", _GOOD.decode().encode("latin-1"), "not_utf8"),
    Bad("bytes that are no text", bytes(range(256)), "not_utf8"),
    Bad("half a surrogate pair", _with("product_name", r'"\ud800"'), "not_utf8"),
    Bad("objects 10,000 deep", b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "too_deep"),
    Bad("arrays 10,000 deep, never closed", b"[" * 10_000, "too_deep"),
    Bad("cut off", _GOOD[:-20], "not_json"),
    Bad("two objects", _GOOD + _GOOD, "not_json"),
    Bad("byte order mark", b"\xef\xbb\xbf" + _GOOD, "not_json"),
    Bad("same key twice", _GOOD[:-1] + b', "total": "1.00"}', "duplicate_key"),
    Bad("array", b"[" + _GOOD + b"]", "not_object"),
    Bad("scalar", b"42", "not_object"),
    Bad("JSON null", b"null", "not_object"),
    Bad("missing field", _without("quantity"), "missing_field"),
    Bad("null field", _with("unit_price", "null"), "missing_field"),
    Bad("wrong type", _with("quantity", '"2"'), "wrong_type"),
    Bad("boolean quantity", _with("quantity", "true"), "wrong_type"),
    Bad("NaN", _with("total", "NaN"), "bad_number"),
    Bad("Infinity", _with("total", "Infinity"), "bad_number"),
    Bad("minus Infinity", _with("unit_price", "-Infinity"), "bad_number"),
    Bad("1e400", _with("total", "1e400"), "bad_number"),
    Bad("zero quantity", _with("quantity", "0"), "bad_number"),
    Bad("negative quantity", _with("quantity", "-2"), "bad_number"),
    Bad("quantity beyond 64 bits", _with("quantity", "9223372036854775808"), "bad_number"),
    Bad("three decimals", _with("unit_price", "19.900"), "bad_amount"),
    Bad("zero price", _with("unit_price", '"0.00"'), "bad_amount"),
    Bad("negative price", _with("unit_price", "-19.90"), "bad_amount"),
    Bad("amount beyond DECIMAL(18,2)", _with("total", "12345678901234567.00"), "bad_amount"),
    Bad("total off by a cent", _with("total", "39.81"), "total_mismatch"),
    Bad("unknown platform", _with("platform", '"magalu"'), "unknown_platform"),
    Bad("unknown type", _with("event_type", '"wishlist_add"'), "unknown_type"),
    Bad("impossible date", _with("timestamp", '"2026-02-30T10:00:00Z"'), "bad_timestamp"),
    Bad("year 1", _with("timestamp", '"0001-01-01T00:00:00Z"'), "bad_timestamp"),
    Bad("year 9999", _with("timestamp", '"9999-12-31T23:59:59Z"'), "bad_timestamp"),
    Bad(
        "a day and an hour ahead",
        encoded(sale("bad", timestamp=(datetime.now(UTC) + timedelta(hours=25)).isoformat())),
        "in_future",
    ),
)
