"""From a record's bytes to a JSON object, as strict as `docs/reference/events.md` demands."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

MAX_BYTES = 900_000
MAX_DEPTH = 32
UNREADABLE = Decimal("NaN")
"""Stands for a number that is JSON, but is written with an exponent: a number of no field."""


class NotAnEvent(Exception):
    """Carries the reason of the contract's closed list."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_object(raw: bytes | None) -> dict[str, Any]:
    """Return the message with its numbers as exact decimals. Raises NotAnEvent."""
    if raw is None or not raw.strip():
        raise NotAnEvent("empty")
    if len(raw) > MAX_BYTES:
        raise NotAnEvent("too_large")
    try:
        message = json.loads(
            raw.decode(),
            object_pairs_hook=_no_key_twice,
            parse_float=_plain,
            parse_int=_plain,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise NotAnEvent("not_utf8") from None
    except RecursionError:
        raise NotAnEvent("too_deep") from None
    except ValueError:
        raise NotAnEvent("not_json") from None
    if _depth(message) > MAX_DEPTH:
        raise NotAnEvent("too_deep")
    if not isinstance(message, dict):
        raise NotAnEvent("not_object")
    return message


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise NotAnEvent("duplicate_key")
    return dict(pairs)


def _plain(text: str) -> Decimal:
    return UNREADABLE if "e" in text.lower() else Decimal(text)


def _refuse_constant(_name: str) -> None:
    raise NotAnEvent("bad_number")


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level := [each for each in level if isinstance(each, dict | list)]:
        deepest += 1
        level = [inner for outer in level for inner in _members(outer)]
    return deepest


def _members(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
