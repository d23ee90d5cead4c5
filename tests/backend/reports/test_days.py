"""Days of zones: how long they last, and that they leave out and repeat nothing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.api.parameters import PLATFORMS
from backend.reports.days import by_day, day_spans, interval_spans, midnight, zones_of
from hub.settings import load_settings

_SETTINGS = load_settings(
    business_zone="America/Sao_Paulo",
    amazon_zone="America/New_York",
    mercado_livre_zone="America/Sao_Paulo",
    shopee_zone="Asia/Singapore",
)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/Sao_Paulo", date(2026, 3, 1), 24),
        # Brazil's clocks changed at midnight: one day began at 01:00, another had 23:00 twice.
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("America/Sao_Paulo", date(2018, 2, 17), 25),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        # 00:00 to 01:00 twice.
        ("America/Havana", date(2026, 11, 1), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Pacific/Apia", date(2011, 12, 30), 0),
    ],
)
def test_a_day_lasts_as_long_as_its_clocks_say(zone: str, day: date, hours: float) -> None:
    lasts = midnight(day + timedelta(days=1), ZoneInfo(zone)) - midnight(day, ZoneInfo(zone))

    assert lasts == hours * 3600


@pytest.mark.parametrize("year_start", [datetime(2018, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)])
def test_marketplace_days_partition_the_minutes(year_start: datetime) -> None:
    start, end = int(year_start.timestamp()), int((year_start + timedelta(days=365)).timestamp())
    zones = zones_of("marketplace", _SETTINGS)
    days = by_day(interval_spans(start, end, None), zones)

    for platform in PLATFORMS:
        counted = [0] * ((end - start) // 60)
        for span in days:
            if span.platform == platform:
                for minute in range(span.start, span.end, 60):
                    counted[(minute - start) // 60] += 1
                    # The day is the one that a clock on the wall there shows.
                    assert datetime.fromtimestamp(minute, zones[platform]).date() == span.day
        assert set(counted) == {1}


def test_each_marketplace_has_its_own_day() -> None:
    spans = day_spans(date(2026, 3, 1), zones_of("marketplace", _SETTINGS), None)

    begins = {span.platform: datetime.fromtimestamp(span.start, UTC).isoformat() for span in spans}
    assert begins == {
        "amazon": "2026-03-01T05:00:00+00:00",
        "mercado_livre": "2026-03-01T03:00:00+00:00",
        "shopee": "2026-02-28T16:00:00+00:00",
    }


def test_the_business_zone_is_one_for_all() -> None:
    spans = day_spans(date(2026, 3, 1), zones_of("business", _SETTINGS), None)

    assert len({(span.start, span.end) for span in spans}) == 1


def test_an_interval_within_a_day_stays_as_it_is() -> None:
    start = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp())

    (span,) = by_day(interval_spans(start, start + 60, "amazon"), zones_of("business", _SETTINGS))

    assert (span.start, span.end, span.day) == (start, start + 60, date(2026, 3, 1))
