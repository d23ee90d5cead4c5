"""Durations as people write them in settings: `0.5s`, `90s`, `15m`, `2h`, `35d`."""

import re
from datetime import timedelta

_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_PATTERN = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s|m|h|d)")


def parse_duration(text: str | timedelta) -> timedelta:
    """Return the time span that `text` names.

    Raises ValueError for anything but one non-negative number with one unit.
    """
    if isinstance(text, timedelta):
        return text
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a duration. Write a number and a unit (ms, s, m, h or d), for example 2h.")
    return timedelta(**{_UNITS[match["unit"]]: float(match["number"])})


def format_duration(span: timedelta) -> str:
    """Write `span` with the largest unit that keeps it a whole number, `parse_duration`'s inverse."""
    milliseconds = round(span.total_seconds() * 1000)
    for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)):
        if milliseconds and milliseconds % size == 0:
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms"
