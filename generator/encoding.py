"""Events as JSON bytes in which money keeps its exact text.

The standard encoder takes no Decimal, and as a float an amount may change; here `Decimal("2717.60")` is the
number `2717.60`.
"""

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring as quoted

Value = str | int | Decimal | None
Event = dict[str, Value]


def encode(event: Mapping[str, Value]) -> bytes:
    """Write the event as one line of UTF-8 JSON, keys in their order."""
    members = ", ".join([f'"{key}": {_written(value)}' for key, value in event.items()])
    return f"{{{members}}}".encode()


def _written(value: Value) -> str:
    if type(value) is str:
        return quoted(value)
    return "null" if value is None else str(value)
