"""The memory of recent arrivals: which identities came within the de-duplication horizon.

A few sorted arrays of 16-byte digests and arrival times, merged as they grow (a log-structured merge in memory):
24 bytes an identity, so two hours at 1,000 events/s take about 170 MB, and a batch costs a few binary searches.
It is a pure function of what bronze holds, hence refilled from bronze and never saved.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from hub.identity import DIGEST_BYTES

_MICROSECOND = timedelta(microseconds=1)

Digests = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Times = NDArray[np.int64]


def digests_from_bytes(packed: bytes) -> Digests:
    """Return digests, packed one after another, as an array of shape (n, 2)."""
    return np.frombuffer(packed, dtype="<u8").reshape(-1, DIGEST_BYTES // 8)


@dataclass(frozen=True)
class _Run:
    """Identities in ascending order, each with its newest arrival in microseconds since the epoch."""

    digests: Digests
    arrived: Times

    def __len__(self) -> int:
        return len(self.arrived)

    def newest_arrival(self, digests: Digests) -> Times:
        """Return when each of `digests` arrived last, or the least integer for those that are not here."""
        found = np.full(len(digests), np.iinfo(np.int64).min)
        position = np.searchsorted(self.digests[:, 0], digests[:, 0])
        open_ = np.arange(len(digests))
        while len(open_):
            # More than one pass only where two identities share their first 64 bits.
            inside = position[open_] < len(self)
            open_ = open_[inside]
            here = self.digests[position[open_]]
            same_prefix = here[:, 0] == digests[open_, 0]
            match = same_prefix & (here[:, 1] == digests[open_, 1])
            found[open_[match]] = self.arrived[position[open_[match]]]
            open_ = open_[same_prefix & ~match]
            position[open_] += 1
        return found


class RecentIdentities:
    """Says which arrivals are repeats: the same identity arrived within the last `horizon`."""

    def __init__(self, horizon: timedelta) -> None:
        self._horizon = horizon // _MICROSECOND
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs)

    def observe(self, digests: Digests, at: int) -> Mask:
        """Return a mask of the repeats among arrivals at `at` (microseconds), and remember all of them.

        `digests` has shape (n, 2) and lies in arrival order: of two equal ones the first is not the repeat.
        """
        repeats = self._within_horizon(digests, at)
        distinct, first = _distinct(digests)
        repeated_here = np.ones(len(digests), dtype=bool)
        repeated_here[first] = False
        self._add(_Run(distinct, np.full(len(distinct), at, dtype=np.int64)), at)
        return repeats | repeated_here

    def remember(self, digests: Digests, arrived: Times) -> None:
        """Refill from the lake: identities with the time of each arrival, in any order."""
        if len(digests):
            self._add(_newest_of_each(digests, arrived), int(arrived.max()))

    def _within_horizon(self, digests: Digests, at: int) -> Mask:
        repeats = np.zeros(len(digests), dtype=bool)
        for run in self._runs:
            repeats |= run.newest_arrival(digests) >= at - self._horizon
        return repeats

    def _add(self, run: _Run, now: int) -> None:
        cutoff = now - self._horizon
        self._runs = [each for each in self._runs if each.arrived.max(initial=cutoff - 1) >= cutoff]
        if len(run):
            self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
            newer, older = self._runs.pop(), self._runs.pop()
            self._runs.append(_merged(older, newer, cutoff))


def _merged(older: _Run, newer: _Run, cutoff: int) -> _Run:
    digests = np.concatenate([older.digests, newer.digests])
    arrived = np.concatenate([older.arrived, newer.arrived])
    alive = arrived >= cutoff
    return _newest_of_each(digests[alive], arrived[alive])


def _newest_of_each(digests: Digests, arrived: Times) -> _Run:
    newest_first = np.argsort(-arrived, kind="stable")
    distinct, first = _distinct(digests[newest_first])
    return _Run(distinct, arrived[newest_first][first])


def _distinct(digests: Digests) -> tuple[Digests, NDArray[np.intp]]:
    """Return the distinct digests in ascending order and where each occurs first."""
    order = np.lexsort((digests[:, 1], digests[:, 0]))
    ordered = digests[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = np.any(ordered[1:] != ordered[:-1], axis=1)
    return ordered[is_new], order[is_new]
