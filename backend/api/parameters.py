"""Query parameters: read strictly, refused with what was wrong and what to write instead."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.errors import ApiError
from hub.settings import get_settings

PLATFORMS = ("amazon", "mercado_livre", "shopee")
_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Interval(NamedTuple):
    """[start, end) in whole seconds since the epoch, and the business day that it is, if it was asked for as one."""

    start: int
    end: int
    day: date | None = None


@extend_schema_field(OpenApiTypes.DATETIME)
class InstantField(serializers.Field[datetime, str, str, Any]):
    """A moment: ISO 8601 with an offset."""

    def to_internal_value(self, data: str) -> datetime:
        """Read a moment. Raises ApiError."""
        detail = {"parameter": self.field_name, "value": data}
        try:
            moment = datetime.fromisoformat(data)
        except ValueError as error:
            raise ApiError(
                "bad_time",
                f"{self.field_name} is {data!r}, which is not a time.",
                hint="Write ISO 8601 with an offset: 2026-11-24T12:00:00-03:00. In a URL, + is written %2B.",
                data=detail,
            ) from error
        if moment.tzinfo is None:
            raise ApiError(
                "naive_time",
                f"{self.field_name} is {data!r}, a time without an offset.",
                hint="Add one, for example 2026-11-24T12:00:00-03:00 or 2026-11-24T12:00:00Z.",
                data=detail,
            )
        # Compared as differences: near the years 1 and 9999 the moment itself has no UTC form.
        if not _EARLIEST <= moment <= _LATEST:
            raise ApiError(
                "bad_time",
                f"{self.field_name} is {data!r}, outside of what is kept.",
                hint="Use a time between 1970-01-02 and 2200-01-01.",
                data=detail,
            )
        return moment

    def to_representation(self, value: datetime) -> str:
        """Write a moment."""
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


@extend_schema_field(OpenApiTypes.DATE)
class DayField(serializers.Field[date, str, str, Any]):
    """A day of the business zone."""

    def to_internal_value(self, data: str) -> date:
        """Read a day. Raises ApiError."""
        try:
            day = date.fromisoformat(data)
        except ValueError:
            day = date.min
        if not _EARLIEST.date() <= day < _LATEST.date():
            raise ApiError(
                "bad_day",
                f"{self.field_name} is {data!r}, which is not a day between 1970-01-02 and 2199-12-31.",
                hint="Write it as 2026-11-24.",
                data={"parameter": self.field_name, "value": data},
            )
        return day

    def to_representation(self, value: date) -> str:
        """Write a day."""
        return value.isoformat()


class Query(serializers.Serializer[Any]):
    """The parameters of a request; any other is refused, because it was meant to matter."""

    @classmethod
    def read(cls, parameters: QueryDict) -> dict[str, Any]:
        """Return the values. Raises ApiError or ValidationError."""
        query = cls(data=parameters.dict())
        known = query.fields
        for name, values in parameters.lists():
            if name not in known:
                raise ApiError(
                    "unknown_parameter",
                    f"There is no parameter {name!r} here.",
                    hint=f"Use {', '.join(known)}.",
                    data={"parameter": name},
                )
            if len(values) > 1:
                raise ApiError(
                    "bad_parameter",
                    f"{name} is given {len(values)} times.",
                    hint="Give it once.",
                    data={"parameter": name, "value": values},
                )
        query.is_valid(raise_exception=True)
        return dict(query.validated_data)

    @classmethod
    def write(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the parameters that `read` reads as `values`, in one order; those at their default are left out."""
        written = {}
        for name, field in cls().fields.items():
            value = values.get(name)
            if value is not None and value != field.default:
                written[name] = str(value).lower() if isinstance(value, bool) else str(field.to_representation(value))
        return written


class IntervalQuery(Query):
    """Requests about [from, to)."""

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself, and `to`."""
        bounds = {
            "from": InstantField(required=False, help_text="Start, ISO 8601 with an offset; included."),
            "to": InstantField(required=False, help_text="End, ISO 8601 with an offset; not included."),
        }
        return bounds | super().get_fields()


def interval_of(values: Mapping[str, Any], *, grain: int, longest: timedelta, zone: str | None = None) -> Interval:
    """Return the interval that `from` and `to`, or `day`, name; today when there is neither. Raises ApiError.

    `grain`: bounds are taken down to a multiple of so many seconds. `zone`: whose day; by default the business zone.
    """
    start, end, day = values.get("from"), values.get("to"), values.get("day")
    if day is not None and (start is not None or end is not None):
        raise ApiError("conflicting_parameters", "day excludes from and to.", hint="Give day, or from and to.")
    if start is None and end is None:
        return day_interval(day or today(), grain=grain, zone=zone)
    if start is None or end is None:
        missing = "from" if start is None else "to"
        raise ApiError(
            "bad_interval", f"{missing} is missing.", hint="Give both from and to.", data={"parameter": missing}
        )
    check_interval(start, end, longest)
    return Interval(_down(start, grain), _down(end, grain))


def check_interval(start: datetime, end: datetime, longest: timedelta) -> None:
    """Raise ApiError unless start < end and the interval is not too long."""
    if start >= end:
        raise ApiError(
            "bad_interval",
            f"from ({start.isoformat()}) is not before to ({end.isoformat()}).",
            hint="Intervals are [from, to): swap the two, or move one.",
        )
    if end - start > longest:
        raise ApiError(
            "range_too_long",
            f"The interval lasts {end - start}, the longest is {longest}.",
            hint="Ask for parts and add them up: [a, b) and [b, c) make exactly [a, c).",
            data={"longest_seconds": round(longest.total_seconds())},
        )


def today() -> date:
    """Return the day that it is in the business zone."""
    return datetime.now(ZoneInfo(get_settings().business_zone)).date()


def day_interval(day: date, *, grain: int, zone: str | None = None) -> Interval:
    """Return a day of a zone, by default the business zone; it lasts 23 to 25 hours."""
    its_zone = ZoneInfo(zone or get_settings().business_zone)
    start, end = (datetime.combine(each, time.min, its_zone) for each in (day, day + timedelta(days=1)))
    return Interval(_down(start, grain), _down(end, grain), day)


def write_cursor(position: list[Any]) -> str:
    """Return a position in a list as one opaque word."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *, kinds: tuple[type, ...]) -> tuple[Any, ...]:
    """Return the position that `write_cursor` wrote, whose parts are of `kinds`. Raises ApiError."""
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        position = None
    fits = isinstance(position, list) and [type(part) for part in position] == list(kinds)
    if not fits:
        raise ApiError(
            "bad_cursor",
            f"cursor is {cursor!r}, which was not taken from a `next`.",
            hint="Leave cursor out to begin, then follow `next`.",
            data={"parameter": "cursor", "value": cursor},
        )
    return tuple(position)


def _down(moment: datetime, grain: int) -> int:
    seconds = int(moment.timestamp() // 1)
    return seconds - seconds % grain
