"""Repeats against the oracle, and the stretch cut into parts. No Spark here."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.settings import Settings
from spark_jobs.batch.drift import let_through
from spark_jobs.batch.ingests import ingests_between
from spark_jobs.batch.repeats import find_repeats
from spark_jobs.batch.stretch import Stretch
from spark_jobs.stream.ledger import Ingest
from tests.batch import oracle
from tests.batch.histories import Marketplace, sale
from tests.batch.lakes import START, Lake


def everything(settings: Settings, lake: Lake) -> Stretch:
    return Stretch(0, lake.seq, ingests_between(settings, 0, lake.seq))


@pytest.mark.parametrize("seed", range(5))
def test_repeats_are_all_but_the_first_arrivals_and_the_live_rule_says_which_of_them_were_counted(
    seed: int, lake: Lake, settings: Settings
) -> None:
    market = Marketplace(seed, events_a_batch=30)
    for number in range(3):
        market.day(lake, START.date() + timedelta(days=number))
    lake.flush()
    stretch = everything(settings, lake)
    repeats = find_repeats(settings, stretch)
    first = {each.identity: each for each in oracle.first_arrivals(lake.arrivals, lake.seq)}
    expected = {
        (each.place, first[each.identity].event["event_time"].date(), each.event != first[each.identity].event)
        for each in lake.arrivals
        if each is not first[each.identity]
    }
    assert {
        ((row["ingest_seq"], row["partition"], row["offset"]), row["first_date"], row["conflict"])
        for row in repeats.to_pylist()
    } == expected
    leaked = let_through(settings, stretch, repeats).to_pylist()
    counted = oracle.counted_live(lake.arrivals, settings.dedup_horizon)
    assert {(row["ingest_seq"], row["partition"], row["offset"]) for row in leaked} == {
        each.place for each in counted if each is not first[each.identity]
    }


def test_the_same_id_on_another_platform_is_another_event(lake: Lake, settings: Settings) -> None:
    lake.ingest(sale("a"), sale("a", platform="shopee"))
    lake.flush()
    assert len(find_repeats(settings, everything(settings, lake))) == 0


def ingest(seq: int, valid: int) -> Ingest:
    return Ingest(seq, START, "topic", (), valid, 0, 0, False, "", "", "")


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(1, 12))
def test_parts_of_a_stretch_follow_each_other_and_hold_no_more_than_a_batch_too_much(
    valid: list[int], arrivals: int
) -> None:
    ingests = [ingest(10 + 2 * number, each) for number, each in enumerate(valid)]
    parts = list(Stretch(7, ingests[-1].ingest_seq if ingests else 7, ingests).parts(arrivals))
    assert [each for part in parts for each in part.ingests] == ingests
    assert [part.after for part in parts] == [7, *(part.upto for part in parts)][: len(parts)]
    for part in parts:
        assert part.upto == part.ingests[-1].ingest_seq
        assert sum(each.valid for each in part.ingests[:-1]) < arrivals
