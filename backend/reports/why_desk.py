"""Waterfalls of a request: one for each platform, made once and kept for those who then ask for their events."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

from backend.lake.rows import PublicationRow
from backend.lake.view import View
from backend.reports.causes_arrivals import sorted_by_place
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.silver import Sums
from backend.reports.why import Bar, Waterfall, order, waterfall
from backend.reports.why_moments import Served
from backend.reports.why_sums import plus

_KEPT = 16


class _Question(NamedTuple):
    span: Span
    served: tuple[Served, Served]
    # What is known of the past may change with what is published now, and with the tables themselves.
    in_effect: PublicationRow | None
    tables: str


class Why(NamedTuple):
    """The waterfall of all platforms that were asked for."""

    start: Sums
    end: Sums
    settled: int
    as_published: tuple[bool, bool]
    bars: list[Bar]
    changes: pa.Table


class Desk:
    """Answers why numbers moved, one question at a time. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Question, Waterfall] = OrderedDict()
        self._lock = threading.Lock()

    def why(self, view: View, past: Archive, spans: Sequence[Span], served: tuple[Served, Served]) -> Why:
        """Return the waterfall of some platforms together. Raises LakeError."""
        with self._lock:
            found = [self._waterfall(view, past, span, served) for span in spans]
        bars: dict[tuple[str, str], Bar] = {}
        for bar in (bar for each in found for bar in each.bars):
            known = bars.get(bar[:2], Bar(*bar[:2], [0] * len(bar.measures), 0))
            sums = [one + other for one, other in zip(known.measures, bar.measures, strict=True)]
            bars[bar[:2]] = Bar(*bar[:2], sums, known.events + bar.events)
        return Why(
            plus(each.start for each in found),
            plus(each.end for each in found),
            sum(each.settled for each in found),
            (all(each.as_published[0] for each in found), all(each.as_published[1] for each in found)),
            sorted(bars.values(), key=order),
            sorted_by_place(pa.concat_tables(each.changes for each in found)),
        )

    def _waterfall(self, view: View, past: Archive, span: Span, served: tuple[Served, Served]) -> Waterfall:
        question = _Question(span, served, view.publication, view.receipt.rpartition(".")[2])
        if question not in self._kept:
            self._kept[question] = waterfall(view, past, span, served)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(question)
        return self._kept[question]


DESK = Desk()
