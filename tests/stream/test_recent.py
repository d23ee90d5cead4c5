"""The memory of recent arrivals against a dictionary."""

from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spark_jobs.stream.recent import RecentIdentities, digests_from_bytes

HORIZON = timedelta(microseconds=50)

# Few distinct prefixes, so that identities which share their first 64 bits occur all the time.
digest = st.builds(lambda prefix, rest: bytes([prefix] * 8) + bytes([rest] * 8), st.integers(0, 3), st.integers(0, 5))
batches = st.lists(st.tuples(st.integers(0, 30), st.lists(digest, max_size=12)), max_size=25)


def observed(memory: RecentIdentities, arrivals: list[bytes], at: int) -> list[bool]:
    return [bool(each) for each in memory.observe(digests_from_bytes(b"".join(arrivals)), at)]


@given(batches)
def test_an_arrival_is_a_repeat_when_its_identity_arrived_within_the_horizon(
    steps: list[tuple[int, list[bytes]]],
) -> None:
    memory = RecentIdentities(HORIZON)
    last_arrival: dict[bytes, int] = {}
    now = 1_000
    for pause, arrivals in steps:
        now += pause
        expected = []
        for each in arrivals:
            expected.append(each in last_arrival and last_arrival[each] >= now - 50)
            last_arrival[each] = now
        assert observed(memory, arrivals, now) == expected


@given(batches)
def test_a_refilled_memory_answers_like_the_one_that_saw_every_batch(steps: list[tuple[int, list[bytes]]]) -> None:
    live, refilled = RecentIdentities(HORIZON), RecentIdentities(HORIZON)
    now = 1_000
    seen: list[tuple[bytes, int]] = []
    for pause, arrivals in steps:
        now += pause
        observed(live, arrivals, now)
        seen += [(each, now) for each in arrivals]
    refilled.remember(
        digests_from_bytes(b"".join(each for each, _ in seen)), np.array([at for _, at in seen], dtype=np.int64)
    )
    probe = [bytes([prefix] * 8) + bytes([rest] * 8) for prefix in range(4) for rest in range(6)]
    assert observed(live, probe, now + 20) == observed(refilled, probe, now + 20)


def test_identities_past_the_horizon_leave_the_memory() -> None:
    memory = RecentIdentities(timedelta(seconds=1))
    for step in range(200):
        observed(memory, [step.to_bytes(16, "little")], step * 100_000)
    assert len(memory) <= 33
