"""Days as people and marketplaces read them: an interval cut where the zone's midnights lie.

A day lasts 23 to 25 hours where clocks change. Days of one zone follow each other without gap or overlap, so the sums
of a marketplace's days are the sum of its minutes.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.api.errors import ApiError
from backend.api.parameters import PLATFORMS
from hub.settings import Settings

BUSINESS = "business"
MARKETPLACE = "marketplace"

Zones = Mapping[str, ZoneInfo]


class Span(NamedTuple):
    """[start, end) of one platform, in seconds since the epoch, and the day that it is (part of), if days are told."""

    platform: str
    start: int
    end: int
    day: date | None = None


def zones_of(name: str, settings: Settings) -> Zones:
    """Return the zone that each platform's days are read in. Raises ApiError for a name that is none."""
    if name == MARKETPLACE:
        return {platform: ZoneInfo(getattr(settings, f"{platform}_zone")) for platform in PLATFORMS}
    return dict.fromkeys(PLATFORMS, _zone(settings.business_zone if name == BUSINESS else name))


def midnight(day: date, zone: ZoneInfo) -> int:
    """Return when a day begins in a zone, in seconds since the epoch.

    Where clocks skip midnight it begins at the change; where they repeat it, at the first one.
    """
    return int(datetime.combine(day, time.min, zone).timestamp())


def day_spans(day: date, zones: Zones, platform: str | None) -> list[Span]:
    """Return a day of each platform (or of one), in its own zone."""
    following = day + timedelta(days=1)
    return [Span(name, midnight(day, zones[name]), midnight(following, zones[name]), day) for name in _chosen(platform)]


def interval_spans(start: int, end: int, platform: str | None) -> list[Span]:
    """Return [start, end) of each platform (or of one)."""
    return [Span(name, start, end) for name in _chosen(platform)]


def by_day(spans: list[Span], zones: Zones) -> list[Span]:
    """Cut spans at the midnights of their platform's zone; ordered by day, then platform."""
    parts = [part for span in spans for part in _days_of(span, zones[span.platform])]
    return sorted(parts, key=lambda part: (part.day or date.min, part.platform))


def _days_of(span: Span, zone: ZoneInfo) -> Iterator[Span]:
    day = datetime.fromtimestamp(span.start, UTC).astimezone(zone).date()
    # Where clocks repeat midnight, a moment may be written as yesterday's although today has begun.
    while midnight(day, zone) < span.end:
        following = day + timedelta(days=1)
        start, end = max(span.start, midnight(day, zone)), min(span.end, midnight(following, zone))
        if start < end:
            yield Span(span.platform, start, end, day)
        day = following


def _chosen(platform: str | None) -> tuple[str, ...]:
    return PLATFORMS if platform is None else (platform,)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ApiError(
            "bad_zone",
            f"zone is {name!r}, which is not a time zone.",
            hint="Use business, marketplace, or an IANA name such as America/Sao_Paulo.",
            data={"parameter": "zone", "value": name},
        ) from error
