from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.platforms import PLATFORMS
from generator.rhythm import Rhythm, irregular, spread, steady
from tests.generator.plans import NOON, ZONE

RHYTHM = Rhythm(PLATFORMS.values(), ZONE)
MIDNIGHT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_the_day_is_busier_than_the_night() -> None:
    assert RHYTHM.intensity(NOON) > 3 * RHYTHM.intensity(MIDNIGHT + timedelta(hours=4))
    assert max(RHYTHM.intensity(MIDNIGHT + timedelta(hours=hour)) for hour in range(24)) == 1


def test_shopee_sells_at_night_what_amazon_sells_by_day() -> None:
    def share(name: str, hour: int) -> float:
        random = Random(1)
        picked = [RHYTHM.platform(MIDNIGHT + timedelta(hours=hour), random).name for _ in range(4000)]
        return picked.count(name) / len(picked)

    assert share("shopee", 1) > share("shopee", 10)
    assert share("amazon", 10) > share("amazon", 1)


@given(
    span=st.timedeltas(min_value=timedelta(milliseconds=1), max_value=timedelta(days=2)),
    events=st.integers(min_value=0, max_value=300),
    seed=st.integers(),
)
def test_a_back_fill_has_its_number_of_rising_moments_within_the_span(span: timedelta, events: int, seed: int) -> None:
    moments = list(spread(NOON - span, NOON, events, RHYTHM, Random(seed)))
    assert len(moments) == events
    assert moments == sorted(moments)
    assert all(NOON - span <= moment < NOON for moment in moments)


def test_a_back_fill_of_a_day_follows_the_day() -> None:
    moments = list(spread(MIDNIGHT, MIDNIGHT + timedelta(days=1), 24_000, RHYTHM, Random(1)))
    by_hour = [sum(1 for moment in moments if moment.astimezone(ZONE).hour == hour) for hour in (4, 15)]
    expected = RHYTHM.intensity(MIDNIGHT + timedelta(hours=15)) / RHYTHM.intensity(MIDNIGHT + timedelta(hours=4))
    assert by_hour[1] / by_hour[0] == pytest.approx(expected, rel=0.2)


def test_a_steady_pace_does_not_drift() -> None:
    assert next(islice(steady(NOON, 3), 300_000, None)) == NOON + timedelta(seconds=100_000)


def test_live_pauses_keep_to_their_bounds_and_are_longer_at_night() -> None:
    def pauses(start: datetime) -> list[timedelta]:
        moments = irregular(start, timedelta(seconds=1), timedelta(seconds=3), RHYTHM, Random(1))
        return [later - earlier for earlier, later in pairwise(islice(moments, 200))]

    day, night = pauses(NOON), pauses(MIDNIGHT + timedelta(hours=4))
    assert all(timedelta(seconds=1) <= pause <= timedelta(seconds=3) for pause in day + night)
    assert sum(night, timedelta()) > sum(day, timedelta())
