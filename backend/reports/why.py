"""The waterfall: what was served at one moment, what has changed it since, what was served at another.

Start and end are what a reader of the API saw at the two moments: the batch view of the publication in effect then, and
past its seam what live had counted, with the repeats that it let through. What a reconciliation took out is a bar.
The bars are made from events, start and end from sums; that they agree is checked before anything is served.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.grain import PANE_SECONDS
from backend.lake.sums import EVENTS
from backend.lake.view import View
from backend.reports.causes import CAUSES, changes
from backend.reports.causes_arrivals import ARRIVAL, PLACE, by_currency, sorted_by_place
from backend.reports.causes_reports import SPEED_DRIFT, DriftedPane
from backend.reports.causes_settled import differing
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.served_sums import served_sums
from backend.reports.silver import Sums
from backend.reports.why_moments import Served
from backend.reports.why_sums import NOTHING, minus, plus
from hub.errors import LakeError

_MICROSECONDS = 1_000_000


class Bar(NamedTuple):
    """What one cause has changed in one currency, and by how many events."""

    currency: str
    cause: str
    measures: list[int]
    events: int


class Waterfall(NamedTuple):
    """Start, bars and end of a span; `changes` are the events of the bars, in the order in which they came.

    `settled` events of the end lay behind the seam of then; `as_published` says of start and end whether silver could
    still be read at the version of then.
    """

    start: Sums
    end: Sums
    settled: int
    as_published: tuple[bool, bool]
    bars: list[Bar]
    changes: pa.Table


def waterfall(view: View, past: Archive, span: Span, served: tuple[Served, Served]) -> Waterfall:
    """Explain how a span got from what was served at the first moment to what was at the second. Raises LakeError."""
    first, last = (served_sums(view, past, span, each) for each in served)
    start, end = first.sums, last.sums
    rows = [
        pa.concat_tables([_first(own), each.live.live])
        for own, each in zip(differing(past, span, first.silver, last.silver), (first, last), strict=True)
    ]
    found = changes(past, span, rows[0], rows[1], last.silver)
    drift = _moved(first.live.drift, last.live.drift)
    drifted = _in_panes(pa.concat_tables([first.live.live, last.live.live]), drift)
    bars = sorted(
        [*_bars(found), *_drift_bars(drift, drifted)], key=lambda bar: (bar.currency, CAUSES.index(bar.cause))
    )
    _check(start, end, bars)
    listed = sorted_by_place(pa.concat_tables([found, drifted]))
    behind = sum(values[EVENTS] for values in last.settled.values())
    as_published = first.silver.as_published, last.silver.as_published
    return Waterfall(start, end, behind, as_published, bars, listed)


def order(bar: Bar) -> tuple[str, int]:
    """What bars are ordered by: currency, then cause."""
    return bar.currency, CAUSES.index(bar.cause)


def _bars(found: pa.Table) -> Iterable[Bar]:
    for cause in CAUSES:
        its = found.filter(pc.equal(found["cause"], cause))
        came, went = (by_currency(its.filter(pc.equal(its["sign"], sign))) for sign in (1, -1))
        sums = plus([came, minus(went)])
        for currency in sorted(came.keys() | went.keys()):
            places = its.filter(pc.equal(its["currency"], currency)).group_by(list(PLACE)).aggregate([])
            yield Bar(currency, cause, sums.get(currency, NOTHING), len(places))


def _moved(start: list[DriftedPane], end: list[DriftedPane]) -> dict[tuple[int, int, str], list[int]]:
    """Return by how much the drift of each micro-batch's pane differs between the two moments."""
    moved: dict[tuple[int, int, str], list[int]] = {}
    for sign, panes in ((-1, start), (1, end)):
        for pane in panes:
            sums = moved.get(pane[:3], NOTHING)
            moved[pane[:3]] = [one + sign * other for one, other in zip(sums, pane.measures, strict=True)]
    return {pane: sums for pane, sums in moved.items() if any(sums)}


def _drift_bars(drift: dict[tuple[int, int, str], list[int]], drifted: pa.Table) -> Iterable[Bar]:
    for currency, sums in plus({pane[2]: values} for pane, values in drift.items()).items():
        yield Bar(currency, SPEED_DRIFT, sums, len(drifted.filter(pc.equal(drifted["currency"], currency))))


def _in_panes(live: pa.Table, drift: dict[tuple[int, int, str], list[int]]) -> pa.Table:
    """Return the arrivals in panes that have drifted: none of them came or went, their sum was another one."""
    seconds = (each // _MICROSECONDS for each in live["event_time"].cast(pa.int64()).to_pylist()) if drift else ()
    keys = zip(live["ingest_seq"].to_pylist(), seconds, live["currency"].to_pylist(), strict=False)
    inside = [(seq, second - second % PANE_SECONDS, currency) in drift for seq, second, currency in keys]
    rows = live.filter(pa.array(inside, pa.bool_())) if drift else live.slice(0, 0)
    rows = rows.select(ARRIVAL).group_by(list(ARRIVAL)).aggregate([])
    return rows.append_column("sign", pa.array([0] * len(rows), pa.int64())).append_column(
        "cause", pa.array([SPEED_DRIFT] * len(rows), pa.string())
    )


def _first(settled: pa.Table) -> pa.Table:
    return settled.append_column("repeat", pa.array([None] * len(settled), pa.string()))


def _check(start: Sums, end: Sums, bars: list[Bar]) -> None:
    explained = plus([start, *({bar.currency: bar.measures} for bar in bars)])
    if explained != plus([end]):
        raise LakeError(
            f"Start and bars come to {explained}, and the end is {end} (in cents).",
            hint="This is a fault: a cause is missing. Run `audit`, and report what it finds.",
        )
