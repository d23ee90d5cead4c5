from dataclasses import replace
from datetime import timedelta
from itertools import islice, pairwise

import pytest

from generator.stream import Plan, messages, open_stream
from hub.contract import Event
from tests.generator.plans import CALM, NOON, ROUGH, ZONE, back_fill, events, read


def test_the_same_plan_gives_the_same_messages() -> None:
    assert list(messages(back_fill(2000, rates=ROUGH))) == list(messages(back_fill(2000, rates=ROUGH)))


def test_another_seed_gives_other_events() -> None:
    one, another = (ids(back_fill(200, seed=seed)) for seed in (1, 2))
    assert not one & another


def test_another_start_moves_the_times_and_keeps_the_events() -> None:
    one = Plan(start=NOON, seed=7, zone=ZONE, live=300, rate=10)
    for message, moved in zip(messages(one), messages(replace(one, start=NOON + timedelta(minutes=1))), strict=True):
        assert moved.event_time - message.event_time == timedelta(minutes=1)
        assert (moved.key, moved.event_type, moved.disturbance) == (
            message.key,
            message.event_type,
            message.disturbance,
        )


def test_what_goes_wrong_on_the_way_does_not_change_what_happens() -> None:
    rough = Plan(start=NOON, seed=7, zone=ZONE, live=600, rate=10, rates=ROUGH)
    undisturbed = replace(ROUGH, duplicates=0, late=0, out_of_order=0, broken=0)
    assert ids(rough) <= ids(replace(rough, live=1000, rates=undisturbed))


def test_workers_share_the_back_fill_and_no_product() -> None:
    parts = [list(messages(back_fill(1000, worker=worker, workers=3))) for worker in range(3)]
    assert sum(map(len, parts)) == 1000
    keys = [{message.key for message in part} for part in parts]
    assert keys[0].isdisjoint(keys[1] | keys[2])
    assert keys[1].isdisjoint(keys[2])


def test_only_the_marketplaces_asked_for_occur() -> None:
    arrived = events([message.value for message in messages(back_fill(500, platforms=("shopee",), rates=CALM))])
    assert {event.platform for event in arrived} == {"shopee"}


def test_a_live_part_begins_where_the_back_fill_ends() -> None:
    past, live = open_stream(back_fill(100, rates=CALM, live=None))
    assert max(message.due for message in past) < NOON
    first = list(islice(live, 50))
    assert first[0].due == NOON
    assert all(0.05 <= (later.due - earlier.due).total_seconds() <= 0.15 for earlier, later in pairwise(first))


def test_a_rate_is_kept_exactly() -> None:
    live = list(messages(Plan(start=NOON, seed=1, zone=ZONE, live=100, rate=50)))
    assert len(live) == 100
    assert live[-1].due == NOON + timedelta(seconds=99 / 50)


@pytest.mark.parametrize(("rate", "density"), [(None, 10), (250, 250)])
def test_the_density_of_a_back_fill_is_that_of_the_live_pace(rate: float | None, density: float) -> None:
    assert Plan(start=NOON, seed=1, zone=ZONE, rate=rate).density == pytest.approx(density)


def test_pauses_of_nothing_make_a_thousand_a_second() -> None:
    plan = Plan(start=NOON, seed=1, zone=ZONE, pauses=(timedelta(0), timedelta(0)), live=1001)
    assert plan.density == pytest.approx(1000)
    assert list(messages(plan))[-1].due == NOON + timedelta(seconds=1)


def ids(plan: Plan) -> set[str]:
    return {event.event_id for message in messages(plan) if isinstance(event := read(message.value), Event)}
