from datetime import timedelta
from typing import Any

import pytest

from generator.planning import arrange
from generator.stream import Plan
from tests.generator.plans import NOON, ZONE

TWO_HOURS = timedelta(hours=2)


def plan(**changes: Any) -> Plan:
    return Plan(start=NOON, seed=1, zone=ZONE, **changes)


@pytest.mark.parametrize(
    ("rate", "options", "back_fill", "past", "live"),
    [
        (None, {}, 0, timedelta(0), None),
        (100, {}, 0, timedelta(0), None),
        (None, {"until_stopped": True}, 0, timedelta(0), None),
        (None, {"count": 600}, 600, timedelta(minutes=1), 0),
        (100, {"count": 600}, 0, timedelta(0), 600),
        (None, {"past": TWO_HOURS}, 72_000, TWO_HOURS, 0),
        (100, {"past": TWO_HOURS}, 720_000, TWO_HOURS, 0),
        (100, {"past": TWO_HOURS, "count": 50}, 50, TWO_HOURS, 0),
        (100, {"past": TWO_HOURS, "count": 50, "until_stopped": True}, 50, TWO_HOURS, None),
    ],
)
def test_options_combine_as_the_reference_says(
    rate: float | None, options: dict[str, Any], back_fill: int, past: timedelta, live: int | None
) -> None:
    arranged = arrange(plan(rate=rate), **options)
    assert (arranged.back_fill, arranged.past, arranged.live) == (back_fill, past, live)


@pytest.mark.parametrize(
    ("rate", "options", "said"),
    [
        (None, {"count": 5, "until_stopped": True}, "--count ends the run and --until-stopped does not"),
        (None, {"past": timedelta(0)}, "The past must be longer than nothing"),
        (None, {"processes": 2}, "Several processes send a back-fill only"),
        (9, {"count": 5, "processes": 2}, "Several processes send a back-fill only"),
        (None, {"past": TWO_HOURS, "until_stopped": True, "processes": 2}, "Several processes send a back-fill only"),
    ],
)
def test_options_that_contradict_each_other_are_refused(rate: float | None, options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        arrange(plan(rate=rate), **options)
