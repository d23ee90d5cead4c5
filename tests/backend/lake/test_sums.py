"""Immutable sums."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.lake.columns import MEASURE_NAMES
from backend.lake.sums import EMPTY, Rows, Sums, add_up

_Key = tuple[int, int, int]
_KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(-(10**12), 10**12)), max_size=30)


def _rows(keys: list[_Key]) -> Rows:
    numbers = np.array(keys, dtype=np.int64).reshape(-1, 3)
    measures = np.repeat(numbers[:, 2:], len(MEASURE_NAMES), axis=1)
    measures[:, -1] = 1
    return Rows(numbers[:, 0], numbers[:, 1], measures)


def _content(sums: Sums) -> dict[tuple[int, int], list[int]]:
    return {
        (hour, code): values
        for hour, bucket in sums.hours.items()
        for code, values in zip(bucket.codes.tolist(), bucket.measures.tolist(), strict=True)
    }


def _recount(keys: list[_Key]) -> dict[tuple[int, int], list[int]]:
    sums: dict[tuple[int, int], list[int]] = {}
    for hour, code, value in keys:
        row = sums.setdefault((hour, code), [0] * len(MEASURE_NAMES))
        for i in range(len(row) - 1):
            row[i] += value
        row[-1] += 1
    return sums


@settings(deadline=None)
@given(_KEYS, _KEYS)
def test_sums_of_parts_are_the_sums_of_the_whole(first: list[_Key], second: list[_Key]) -> None:
    assert _content(EMPTY.plus(_rows(first)).plus(_rows(second))) == _recount(first + second)


@settings(deadline=None)
@given(_KEYS, _KEYS)
def test_what_is_taken_away_leaves_nothing_behind(kept: list[_Key], taken: list[_Key]) -> None:
    both = EMPTY.plus(_rows(kept + taken))

    assert _content(both.plus(_rows(taken), sign=-1)) == _recount(kept)


def test_a_reader_keeps_the_sums_that_it_began_with() -> None:
    before = EMPTY.plus(_rows([(0, 0, 5)]))
    before.plus(_rows([(0, 0, 7), (1, 0, 7)]))

    assert _content(before) == _recount([(0, 0, 5)])


def test_sums_beyond_64_bits_are_exact() -> None:
    amount = 10**18 - 1
    keys, sums = add_up(np.zeros(100, dtype=np.int64), np.full((100, 1), amount))

    assert (keys.tolist(), sums.tolist()) == ([0], [[100 * amount]])
