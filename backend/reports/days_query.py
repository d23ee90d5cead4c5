"""The parameters that say which days a report is about, and whose."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from rest_framework import serializers

from backend.api.errors import ApiError
from backend.api.formats import second
from backend.api.parameters import PLATFORMS, DayField, InstantField, IntervalQuery, interval_of
from backend.api.schemas import Shape
from backend.lake.grain import PANE_SECONDS
from backend.reports.days import BUSINESS, Span, by_day, day_spans, interval_spans, zones_of
from backend.reports.exports_api import format_field
from hub.settings import Settings

# A month of any zone, with the hour that a change of clocks may add.
LONGEST = timedelta(days=31, hours=1)
DAY = "day"


class DaysQuery(IntervalQuery):
    """Which days, of which zone, as known when, in which form."""

    at = InstantField(required=False, help_text="The moment, ISO 8601 with an offset; without it, the newest batch.")
    day = DayField(required=False, help_text="A day of the zone, instead of from and to.")
    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    zone = serializers.CharField(
        max_length=60,
        default=BUSINESS,
        help_text="Whose days: `business`, `marketplace` (each marketplace's own), or an IANA name.",
    )
    group = serializers.ChoiceField(choices=[DAY], required=False, help_text="A row for each day.")
    format = format_field()


def refuse_future(query: Mapping[str, Any], *names: str) -> None:
    """Raise ApiError when one of these moments is still to come: its answer would not stay what it is."""
    for name in names:
        if name in query and query[name] > datetime.now(UTC):
            raise ApiError(
                "bad_time",
                f"{name} is {query[name].isoformat()}, which is still to come.",
                hint="Ask for a time that has passed.",
                data={"parameter": name, "value": query[name].isoformat()},
            )


class Days(NamedTuple):
    """The days that a request is about: a span for each platform, or for each day of each."""

    spans: list[Span]
    day: date | None
    zone: str

    @property
    def told(self) -> dict[str, Any]:
        """The days as an answer says them."""
        return {
            "from": second(min(span.start for span in self.spans)),
            "to": second(max(span.end for span in self.spans)),
            "day": self.day and self.day.isoformat(),
            "zone": self.zone,
        }


class DaysShape(Shape):
    """Which days an answer is about."""

    to = serializers.DateTimeField(help_text="End of the interval that was used; not included.")
    day = serializers.DateField(allow_null=True)
    zone = serializers.CharField(help_text="Whose days.")

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself."""
        start = serializers.DateTimeField(help_text="Start of the interval that was used.")
        return {"from": start} | super().get_fields()


def days_of(query: Mapping[str, Any], settings: Settings) -> Days:
    """Return the days that a request's parameters name. Raises ApiError."""
    refuse_future(query, "at")
    zones = zones_of(query["zone"], settings)
    day, platform = query.get("day"), query.get("platform")
    if day is None or {"from", "to"} & query.keys():
        period = interval_of(query, grain=PANE_SECONDS, longest=LONGEST)
        spans = interval_spans(period.start, period.end, platform)
    else:
        spans = [span for span in day_spans(day, zones, platform) if span.start < span.end]
    if not spans:
        raise ApiError(
            "bad_day",
            f"{day} does not exist in {query['zone']}: its clocks skip it.",
            hint="Name another day or zone.",
            data={"parameter": "day"},
        )
    return Days(by_day(spans, zones) if query.get("group") == DAY else spans, day, query["zone"])
