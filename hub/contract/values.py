"""The kinds of value that a field can take: how each is read and how JSON Schema describes it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.contract.json_values import Number, shown
from hub.contract.rejection import Reason, Rejected

COUNT_MAX = 10**10
INT_MAX = 2**31 - 1

_CENT = Decimal("0.01")
# Before the point. A sum holds sixteen digits: a million of the largest amounts fit one pane, so that no message can
# overflow a DECIMAL(18,2) sum and with it stop the stream.
_MONEY_DIGITS = 10
_MONEY_MAX = 10**_MONEY_DIGITS - _CENT
_MONEY = re.compile(rf"(?:0|[1-9][0-9]{{0,{_MONEY_DIGITS - 1}}})(?:\.[0-9]{{1,2}})?")
_PLAIN_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.(?P<decimals>[0-9]+))?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Kind:
    """A kind of value: `read(field name, JSON value)` returns the typed value or raises Rejected."""

    read: Callable[[str, Any], Any]
    schema: Mapping[str, Any]


def text(max_length: int) -> Kind:
    """A string that says something and that every store downstream can hold."""

    def read(name: str, value: Any) -> str:
        if type(value) is not str:
            raise wrong_type(name, value, "a string")
        if len(value) > max_length:
            raise Rejected("too_large", f"{name} is {shown(value)}; at most {max_length} characters are allowed.")
        if not value.isprintable():
            _refuse_unstorable(name, value)
        if not value or value.isspace():
            raise Rejected("missing_field", f"{name} is blank.")
        return value

    return Kind(read, {"type": "string", "minLength": 1, "maxLength": max_length, "pattern": r"\S"})


def whole(minimum: int, maximum: int = COUNT_MAX) -> Kind:
    """A whole number, written as digits only: neither `2.0` nor `"2"` nor `true`."""

    def read(name: str, value: Any) -> int:
        if type(value) is not Number:
            raise wrong_type(name, value, "a whole number")
        # The length is looked at first: turning a million digits into an int takes seconds.
        if len(value) > len(str(COUNT_MAX)) + 1 or not value.removeprefix("-").isdigit():
            raise Rejected("bad_number", f"{name} is {shown(value)}; write a whole number in digits, up to {maximum}.")
        number = int(value)
        if not minimum <= number <= maximum:
            raise Rejected("bad_number", f"{name} is {number}; it must lie between {minimum} and {maximum}.")
        return number

    return Kind(read, {"type": "integer", "minimum": minimum, "maximum": maximum})


def money() -> Kind:
    """A positive amount: a string or a number whose text is a plain decimal with at most two decimals."""

    def read(name: str, value: Any) -> Decimal:
        if type(value) is not Number and type(value) is not str:
            raise wrong_type(name, value, "a decimal, as a string or a number")
        if _MONEY.fullmatch(value) is None:
            raise _not_money(name, value)
        amount = Decimal(value).quantize(_CENT)
        if not amount:
            raise Rejected("bad_amount", f"{name} is {value}; it must be more than zero.")
        return amount

    schema = {
        "anyOf": [
            {"type": "string", "pattern": rf"^(?!0(?:\.0{{1,2}})?$){_MONEY.pattern}$"},
            {"type": "number", "exclusiveMinimum": 0, "maximum": 10**_MONEY_DIGITS},
        ]
    }
    return Kind(read, schema)


def currency() -> Kind:
    """A currency's three capital letters, as ISO 4217 writes them."""

    def read(name: str, value: Any) -> str:
        if type(value) is not str or _CURRENCY.fullmatch(value) is None:
            raise wrong_type(name, value, "three capital letters such as BRL")
        return value

    return Kind(read, {"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})


def one_of(spellings: Mapping[str, str], unknown: Reason) -> Kind:
    """One of a closed list of names; each spelling stands for the name that the lake uses."""
    names = ", ".join(dict.fromkeys(spellings.values()))

    def read(name: str, value: Any) -> str:
        if type(value) is not str:
            raise wrong_type(name, value, "a string")
        known = spellings.get(value)
        if known is None:
            raise Rejected(unknown, f"{name} is {shown(value)}; known are {names}.")
        return known

    return Kind(read, {"type": "string", "enum": list(spellings)})


def wrong_type(name: str, value: object, expected: str) -> Rejected:
    """The rejection of a value that is not of the field's type or form."""
    return Rejected("wrong_type", f"{name} is {shown(value)}; it must be {expected}.")


def _refuse_unstorable(name: str, value: str) -> None:
    if "\0" in value:
        raise Rejected("wrong_type", f"{name} is {shown(value)}, which holds a NUL character.")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Rejected("not_utf8", f"{name} is {shown(value)}, which holds half of a surrogate pair.") from None


def _not_money(name: str, value: str) -> Rejected:
    plain = _PLAIN_DECIMAL.fullmatch(value)
    if plain is None:
        return Rejected("bad_number", f"{name} is {shown(value)}; write a plain decimal such as 1147.96.")
    if value.startswith("-"):
        return Rejected("bad_amount", f"{name} is {shown(value)}; it must be more than zero.")
    if len(plain["decimals"] or "") > 2:
        return Rejected("bad_amount", f"{name} is {shown(value)}; at most two decimals are exact.")
    return Rejected("bad_amount", f"{name} is {shown(value)}; the largest amount is {_MONEY_MAX}.")
