"""The outcome of a check: a name, whether it passed, and what it found, ready for JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# A list in a report names so many; the counts beside it are always whole.
LISTED = 1000


@dataclass(frozen=True)
class Check:
    """One check of a run. `found` holds what a person needs to see, whether it passed or not."""

    name: str
    passed: bool
    found: dict[str, Any] = field(default_factory=dict)


def as_json(value: Any) -> str:
    """Write `value` as JSON: money as text, times in ISO 8601."""
    return json.dumps(value, default=_text, ensure_ascii=False, separators=(",", ":"))


def checks_json(checks: Iterable[Check]) -> str:
    """Write checks as a JSON list, in the order in which they were made."""
    return as_json([{"name": each.name, "passed": each.passed, "found": each.found} for each in checks])


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a report.")
