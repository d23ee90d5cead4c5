"""The windows of an event date, and how much of each had come in at certain ages.

A window's age is counted from its end: at age 0 it has just closed.
"""

import threading
from collections import OrderedDict
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from backend.lake.columns import Integers, Names, codes_of, measures_of
from backend.reports.silver import Files, SilverDays

AGES = (0, 10, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 2 * 86_400, 3 * 86_400, 7 * 86_400)
_COLUMNS = (
    "event_time",
    "ingested_at",
    "platform",
    "currency",
    "revenue",
    "gross",
    "refunds",
    "orders",
    "units",
    "views",
)
_MICROSECONDS = 1_000_000
_DAYS_KEPT = 512


class SeriesOfDay(NamedTuple):
    """One platform and currency on one date: a row of shares for each window, and sums over all windows.

    `moves` has the share that was still to come at each age; `events` and `revenue` (in cents) what had arrived in all
    windows at each age, the last of them what had in the end.
    """

    moves: npt.NDArray[np.float64]
    events: Integers
    revenue: Integers


class WindowsOfDay(NamedTuple):
    """The series of one event date."""

    series: dict[tuple[str, str], SeriesOfDay]


class SettlingWindows:
    """Reads the windows of event dates from silver, and keeps what comes out. Safe to use from several threads."""

    def __init__(self, silver: SilverDays) -> None:
        self._silver = silver
        self._kept: OrderedDict[tuple[date, Files, int], WindowsOfDay] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, day: date, files: Files, window: int) -> WindowsOfDay:
        """Return a date's windows of so many seconds. Raises LakeError."""
        key = (day, files, window)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _read(self._silver, files, window)
                while len(self._kept) > _DAYS_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def _read(silver: SilverDays, files: Files, window: int) -> WindowsOfDay:
    rows = silver.read(files, _COLUMNS)
    names = Names()
    codes = codes_of(rows, ("platform", "currency"), names)
    happened, came = (rows[name].cast(pa.int64()).to_numpy() // _MICROSECONDS for name in ("event_time", "ingested_at"))
    measures = measures_of(rows.append_column("events", pa.chunked_array([pa.repeat(1, len(rows))])))
    ages = came - (happened - happened % window + window)
    found = {}
    for code, key in enumerate(names.all()):
        its = codes == code
        found[key] = _series(happened[its] // window, ages[its], measures[its][:, 0], measures[its][:, 1])
    return WindowsOfDay(found)


def _series(windows: Integers, ages: Integers, revenue: Integers, gross: Integers) -> SeriesOfDay:
    _, place = np.unique(windows, return_inverse=True)
    count = int(place.max(initial=-1)) + 1
    final, turnover = (_added(place, values, count) for values in (revenue, gross))
    moves = np.empty((count, len(AGES)))
    arrived_events, arrived_revenue = [], []
    for column, age in enumerate(AGES):
        there = ages <= age
        arrived = _added(place[there], revenue[there], count)
        # A window in which nothing was sold is measured against what was taken back in it.
        moves[:, column] = np.abs(final - arrived) / np.maximum(np.maximum(turnover, np.abs(final)), 1)
        arrived_events.append(int(there.sum()))
        arrived_revenue.append(int(arrived.sum()))
    return SeriesOfDay(moves, np.array([*arrived_events, len(ages)]), np.array([*arrived_revenue, int(final.sum())]))


def _added(place: Integers, values: Integers, count: int) -> Integers:
    sums: Integers = np.zeros(count, dtype=np.int64)
    np.add.at(sums, place, values)
    return sums
