"""From bytes to a JSON object, strictly: no duplicate keys, no NaN, no depth bombs, numbers kept as their text."""

import json
import re
from typing import Any, Never

from hub.contract.json_values import Number, shown
from hub.contract.rejection import Rejected

MAX_DEPTH = 32

# A string (closed or cut off) or one bracket. Possessive, so that no input makes it backtrack.
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]')


def read_object(raw: bytes | None, max_bytes: int) -> dict[str, Any]:
    """Return the one JSON object that `raw` holds; its numbers are `Number`.

    Raises Rejected: empty, too_large, not_utf8, too_deep, then what is met first of not_json, duplicate_key
    and bad_number (NaN, Infinity), and not_object.
    """
    if not raw or raw.isspace():
        raise Rejected("empty", "The record holds only white space." if raw else "The record has no value.")
    if len(raw) > max_bytes:
        raise Rejected("too_large", f"The message has {len(raw)} bytes; at most {max_bytes} are read.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Rejected("not_utf8", f"Byte {raw[error.start]:#04x} at position {error.start} is not UTF-8.") from None
    # Counting is far cheaper than walking, and a message with few brackets cannot be deep.
    if text.count("{") + text.count("[") > MAX_DEPTH:
        _refuse_depth(text)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Rejected("not_json", f"{error.msg} at position {error.pos}.") from None
    if type(value) is not dict:
        raise Rejected("not_object", f"The message is {shown(value)}, not an object.")
    return value


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        first = text[match.start()]
        if first in "{[":
            depth += 1
            if depth > MAX_DEPTH:
                raise Rejected("too_deep", f"At position {match.start()} the nesting passes {MAX_DEPTH} levels.")
        elif first != '"':
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Rejected("duplicate_key", f"The key {shown(key)} occurs more than once in one object.")
            seen.add(key)
    return found


def _refuse_constant(name: str) -> Never:
    raise Rejected("bad_number", f"The message holds {name}, which is not a JSON number.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=Number, parse_int=Number, parse_constant=_refuse_constant
)
