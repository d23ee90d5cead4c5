"""How much a window of a given age still moves, learned from when the events of settled windows came in.

A window's share that is still to come is |final - arrived| over its final gross revenue. The bound for an age is the
smallest share that at least `level` of all windows keep, with the correction for a finite sample: of n windows the
one of rank ceil((n + 1) * level). It is learned on the earlier days and checked on later ones, which it has not seen.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.lake.view import View
from backend.reports.known_archive import Archive
from backend.reports.settling_windows import AGES, WindowsOfDay

# A quarter of the days is kept back to check the bound on.
_HELD_OUT = 4
# The check refuses a bound only when so many misses would be this unlikely if it held.
_IMPLAUSIBLE = 0.001
_PLACES = 10_000

Shares = npt.NDArray[np.float64]


class Sample(NamedTuple):
    """The days that settling is learned from, and those that the bound is checked on."""

    learned: list[date]
    held_out: list[date]


class AgeRow(NamedTuple):
    """How far windows of one age have got, for a platform and currency; shares of 1."""

    platform: str
    currency: str
    age_seconds: int
    windows: int
    events_arrived: float
    revenue_arrived: float
    moves_at_most: float | None
    held_out_windows: int
    held_out_within: int | None
    holds: bool | None


def sample(view: View, past: Archive, *, days: int, final_after: timedelta) -> Sample:
    """Return the newest event dates (UTC) whose windows had `final_after` to settle behind the seam."""
    published = view.publication
    at_seam = past.batches.numbered(view, published.seam) if published else None
    if published is None or at_seam is None:
        return Sample([], [])
    known = past.silver.files(published, start=0, end=None)
    until = at_seam.ingested_at - final_after
    ended = [day for day in known if datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) <= until]
    newest = ended[-days:]
    kept_back = len(newest) // _HELD_OUT
    return Sample(newest[: len(newest) - kept_back], newest[len(newest) - kept_back :])


def age_rows(
    learned: Sequence[WindowsOfDay],
    held_out: Sequence[WindowsOfDay],
    *,
    level: float,
    final_after: timedelta,
    platform: str | None,
) -> list[AgeRow]:
    """Return a row for each platform, currency and age."""
    series = sorted({key for day in learned for key in day.series if platform in (None, key[0])})
    ages = [age for age in AGES if age < final_after.total_seconds()]
    return [row for key in series for row in _series(key, learned, held_out, level, ages)]


def _series(
    key: tuple[str, str],
    learned: Sequence[WindowsOfDay],
    held_out: Sequence[WindowsOfDay],
    level: float,
    ages: list[int],
) -> Iterable[AgeRow]:
    seen, unseen = ([day.series[key] for day in days if key in day.series] for days in (learned, held_out))
    nothing = np.zeros((0, len(AGES)))
    moves, new_moves = (np.concatenate([nothing, *(each.moves for each in days)]) for days in (seen, unseen))
    for place, age in enumerate(ages):
        bound = _bound(moves[:, place], level)
        within = None if bound is None else int((new_moves[:, place] <= bound).sum())
        yield AgeRow(
            *key,
            age,
            len(moves),
            _share(sum(int(each.events[place]) for each in seen), sum(int(each.events[-1]) for each in seen)),
            _share(sum(int(each.revenue[place]) for each in seen), sum(int(each.revenue[-1]) for each in seen)),
            bound,
            len(new_moves),
            within,
            _plausible(len(new_moves), len(new_moves) - within, level)
            if within is not None and len(new_moves)
            else None,
        )


def _bound(moves: Shares, level: float) -> float | None:
    """Return the share that at most the wanted part of windows exceed, rounded up; None when there are too few."""
    rank = math.ceil((len(moves) + 1) * level)
    if rank > len(moves):
        return None
    # Shares are quotients: what lies a rounding error above a whole step is that step.
    return math.ceil(round(float(np.sort(moves)[rank - 1]) * _PLACES, 6)) / _PLACES


def _plausible(windows: int, misses: int, level: float) -> bool:
    """Say whether so many misses, or more, could well happen if each window missed with probability 1 - level."""
    miss = 1 - level
    fewer = sum(math.comb(windows, count) * miss**count * level ** (windows - count) for count in range(misses))
    return 1 - fewer >= _IMPLAUSIBLE


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
