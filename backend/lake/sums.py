"""Immutable sums by hour.

A view is a mapping from hours to buckets; a bucket has a row of measures for each code (a pane of a platform, a
product). Adding rows copies only the buckets that they fall into, so that a reader keeps the sums it began with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from backend.lake.columns import MEASURE_NAMES, Integers

SECONDS_PER_HOUR = 3600
EVENTS = MEASURE_NAMES.index("events")
_LARGEST_SUM = 2**62


@dataclass(frozen=True, eq=False)
class Rows:
    """Partial sums: for each row its hour (since the epoch), its code and its measures."""

    hours: Integers
    codes: Integers
    measures: Integers

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, eq=False)
class Bucket:
    """One hour: sorted codes, and a row of measures for each."""

    codes: Integers
    measures: Integers
    _by_series: "list[Bucket]" = field(default_factory=list, repr=False)

    def by_series(self, slots_per_hour: int) -> "Bucket":
        """Return the hour's sums of each series, at the code of its first slot; they are worked out once."""
        if not self._by_series:
            self._by_series.append(Bucket(*add_up(self.codes // slots_per_hour * slots_per_hour, self.measures)))
        return self._by_series[0]


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of one view, by hour."""

    hours: Mapping[int, Bucket]

    def plus(self, rows: Rows, *, sign: int = 1) -> "Sums":
        """Return these sums with `rows` added (`sign` 1) or taken away (-1)."""
        if not len(rows):
            return self
        hours = dict(self.hours)
        order = np.argsort(rows.hours, kind="stable")
        distinct, starts = np.unique(rows.hours[order], return_index=True)
        for hour, positions in zip(distinct.tolist(), np.split(order, starts[1:]), strict=True):
            merged = _merge(hours.get(hour), rows.codes[positions], sign * rows.measures[positions])
            if len(merged.codes):
                hours[hour] = merged
            else:
                hours.pop(hour, None)
        return Sums(MappingProxyType(hours))


EMPTY = Sums(MappingProxyType({}))


def add_up(keys: Integers, measures: Integers) -> tuple[Integers, Integers]:
    """Sum the measures of equal keys; return the sorted keys and their sums, exactly.

    Sums that might leave 64 bits are added as Python's integers.
    """
    if not len(keys):
        return keys, measures
    order = np.argsort(keys, kind="stable")
    distinct, starts = np.unique(keys[order], return_index=True)
    ordered = measures[order]
    if ordered.dtype != object and np.abs(ordered.astype(np.float64)).sum(axis=0).max() > _LARGEST_SUM:
        ordered = ordered.astype(object)
    return distinct, np.add.reduceat(ordered, starts, axis=0)


def _merge(bucket: Bucket | None, codes: Integers, measures: Integers) -> Bucket:
    if bucket is not None:
        codes = np.concatenate([bucket.codes, codes])
        measures = np.concatenate([bucket.measures, measures])
    codes, measures = add_up(codes, measures)
    # What was taken away leaves no row of zeros: an hour without events has no rows.
    kept = (measures != 0).any(axis=1)
    return Bucket(codes[kept], measures[kept])
