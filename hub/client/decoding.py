"""JSON as typed rows: what a field becomes is what the row's class says of it."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def decode(kind: type[T], value: Any) -> T:
    """Return a value of JSON as `kind`. Fields that the class does not know are left out: a server may be newer."""
    decoded: T = _decoded(kind, value)
    return decoded


def _decoded(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _decoded(next(each for each in inner if each is not types.NoneType), value)
    if origin is tuple:
        return tuple(_decoded(inner[0], each) for each in value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(
            **{
                name: _decoded(hint, value[key])
                for name, hint in _fields(kind).items()
                if (key := name.rstrip("_")) in value or name not in _optional(kind)
            }
        )
    if kind is Decimal:
        return Decimal(value)
    return kind.fromisoformat(value) if kind in (datetime, date) else value


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def _optional(kind: type) -> frozenset[str]:
    """Return the fields that a row need not have: those with a default."""
    return frozenset(field.name for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING)
