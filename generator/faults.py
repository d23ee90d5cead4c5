"""Broken messages as they occur in real life, each with the reason for which the event contract refuses it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from generator.encoding import Event, Value, encode

Breaks = Callable[[Event, Random], bytes | None]

_ERROR_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_CENT = Decimal("0.01")
_RARITY = 100


@dataclass(frozen=True)
class Fault:
    """One way to break a message. `reason` is the contract's; only an event with the field `needs` can break so."""

    name: str
    reason: str
    breaks: Breaks
    needs: str = "event_id"  # every event has one
    rare: bool = False
    """Drawn far more seldom than the others, for its size."""


def choose_fault(event: Event, random: Random) -> Fault:
    """Return one of the faults that the event can have."""
    fault = random.choice(FAULTS)
    while fault.needs not in event or (fault.rare and random.randrange(_RARITY)):
        fault = random.choice(FAULTS)
    return fault


def _changed(field: str, value: Value) -> Breaks:
    return lambda event, random: encode(event | {field: value})


def _without(field: str) -> Breaks:
    return lambda event, random: encode({name: value for name, value in event.items() if name != field})


def _money(field: str, change: Callable[[Decimal], Value]) -> Breaks:
    return lambda event, random: encode(event | {field: change(Decimal(str(event[field])))})


def _literal(field: str, text: str) -> Breaks:
    """Write the field's value as this text, which need not be JSON."""
    return lambda event, random: encode(event | {field: "\0"}).replace(b'"\\u0000"', text.encode())


def _truncated(event: Event, random: Random) -> bytes:
    message = encode(event)
    return message[: random.randrange(1, len(message))]


def _latin_1(event: Event, random: Random) -> bytes:
    return (
        encode(event | {"product_name": f"{event['product_name']} em promoção"}).decode().encode("latin-1", "replace")
    )


def _nested(event: Event, random: Random) -> bytes:
    return encode(event)[:-1] + b', "parent": ' + b'{"parent": ' * 500 + b"null" + b"}" * 501


def _id_twice(event: Event, random: Random) -> bytes:
    return encode(event)[:-1] + b", " + encode({"event_id": event["event_id"]})[1:]


FAULTS: tuple[Fault, ...] = (
    Fault("tombstone", "empty", lambda event, random: None),
    Fault("empty body", "empty", lambda event, random: b""),
    Fault("too large", "too_large", _changed("description", "Envio imediato. " * 60_000), rare=True),
    Fault("written in Latin-1", "not_utf8", _latin_1),
    Fault("nested without end", "too_deep", _nested),
    Fault("cut off", "not_json", _truncated),
    Fault("error page of a proxy", "not_json", lambda event, random: _ERROR_PAGE),
    Fault("same key twice", "duplicate_key", _id_twice),
    Fault("batch instead of one event", "not_object", lambda event, random: b"[" + encode(event) + b"]"),
    Fault("no product", "missing_field", _without("product_id")),
    Fault("null name", "missing_field", _changed("product_name", None)),
    Fault("quantity as text", "wrong_type", _changed("quantity", "2"), needs="quantity"),
    Fault("not a number", "bad_number", _literal("total", "NaN"), needs="total"),
    Fault("exponent", "bad_number", _literal("unit_price", "1.5E+3"), needs="unit_price"),
    Fault("half a unit", "bad_number", _literal("quantity", "1.5"), needs="quantity"),
    Fault("decimal comma", "bad_number", _money("total", lambda total: str(total).replace(".", ",")), needs="total"),
    Fault("float residue", "bad_amount", _money("total", lambda total: total + Decimal("0.0000000001")), needs="total"),
    Fault("negative amount", "bad_amount", _money("amount", lambda amount: -amount), needs="amount"),
    Fault("total off by a cent", "total_mismatch", _money("total", lambda total: total + _CENT), needs="total"),
    Fault("another marketplace", "unknown_platform", _changed("platform", "magalu")),
    Fault("another event", "unknown_type", _changed("event_type", "wishlist_add")),
    Fault("seconds since 1970", "wrong_type", _changed("timestamp", 1_795_536_515)),
    Fault("day that does not exist", "bad_timestamp", _changed("timestamp", "2026-02-30T10:00:00-03:00")),
    Fault("Brazilian date", "bad_timestamp", _changed("timestamp", "24/11/2026 16:08:35")),
    Fault("far in the future", "in_future", _changed("timestamp", "2098-01-01T00:00:00Z")),
)
