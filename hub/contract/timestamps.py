"""Event time: how a message writes it, and the moment it means."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hub.contract.json_values import shown
from hub.contract.rejection import Rejected
from hub.contract.values import Kind, wrong_type

FIRST_YEAR, LAST_YEAR = 2000, 2099
MAX_AHEAD = timedelta(hours=24)

# ISO 8601 with `T`, seconds, at most microseconds (what the lake holds) and `Z`, an offset or nothing.
_WRITTEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)


def _read(name: str, value: Any) -> datetime:
    if type(value) is not str:
        raise wrong_type(name, value, "a date and time as a string")
    if _WRITTEN.fullmatch(value) is None:
        raise Rejected("bad_timestamp", f"{name} is {shown(value)}; write it like 2026-11-24T16:08:35.596179-03:00.")
    try:
        written = datetime.fromisoformat(value)
    except ValueError:
        raise Rejected("bad_timestamp", f"{name} is {shown(value)}, a moment that does not exist.") from None
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise Rejected("bad_timestamp", f"{name} is {shown(value)}; years from {FIRST_YEAR} to {LAST_YEAR} are events.")
    return written


TIMESTAMP = Kind(_read, {"type": "string", "pattern": f"^{_WRITTEN.pattern}$"})


def resolve(written: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """Return the moment in UTC, and whether the offset was missing and `zone` was assumed.

    An hour that the zone's clocks repeat is its first pass; one that they skip has the offset before the change.
    """
    if written.tzinfo is None:
        return written.replace(tzinfo=zone).astimezone(UTC), True
    return written.astimezone(UTC), False
