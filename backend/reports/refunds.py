"""Refunds on either basis: on the day of the refund, or on the day of the sale that it takes back.

Added up over all days the two bases are the same money; they differ in the day that it is taken from. A correction
whose sale is not known, or happened more than a day after it, stays on its own day in both.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.columns import Integers
from backend.lake.view import View
from backend.reports.causes import CORRECTIONS
from backend.reports.causes_bronze import happened_in
from backend.reports.causes_live import live_at
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.why_moments import Served
from hub.lake import arrow_type
from hub.tables import SILVER_EVENTS

SALE = "sale"
_DAY = 86_400
_MICROSECONDS = 1_000_000
_DAYS_AT_A_TIME = 7
_END_OF_TIME = 4_102_444_800
_COLUMNS = (
    "ingest_seq",
    "platform",
    "event_id",
    "event_type",
    "event_time",
    "currency",
    "refers_to",
    "gross",
    "refunds",
)
_SCHEMA = pa.schema([(name, arrow_type(SILVER_EVENTS.columns[name])) for name in _COLUMNS])


class BasisRow(NamedTuple):
    """What was sold and taken back of a platform and currency, on a day if days are told; money in cents."""

    day: date | None
    platform: str
    currency: str
    gross: int
    by_refund_date: int
    by_sale_date: int
    unmatched: int
    unmatched_events: int


def basis_rows(view: View, past: Archive, spans: Iterable[Span], served: Served) -> list[BasisRow]:
    """Return both bases for each span, as known up to the batch of `served`. Raises LakeError."""
    by_platform: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_platform[span.platform].append(span)
    rows = [row for each in by_platform.values() for row in _platform(view, past, sorted(each, key=_start), served)]
    return sorted(rows, key=lambda row: (row.day or date.min, row.platform, row.currency))


def _platform(view: View, past: Archive, spans: Sequence[Span], served: Served) -> Iterable[BasisRow]:
    period = Span(spans[0].platform, spans[0].start, spans[-1].end)
    around = _counted(view, past, Span(period.platform, period.start - _DAY, _END_OF_TIME), served)
    at = _seconds(around)
    is_inside = pa.array((at >= period.start) & (at < period.end))
    kind = around["event_type"]
    sales = around.filter(pc.and_(pc.equal(kind, SALE), is_inside))
    is_correction = pc.is_in(kind, pa.array(CORRECTIONS))
    corrections, own = around.filter(is_correction), around.filter(pc.and_(is_correction, is_inside))
    of_sales = _with_sale(corrections, sales)
    unmatched = _without(own, _known_sales(view, past, period, served, own, around))
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * 5)
    for column, rows, seconds, name in (
        (0, sales, _seconds(sales), "gross"),
        (1, own, _seconds(own), "refunds"),
        (2, of_sales, of_sales["sale_second"].to_numpy(), "refunds"),
        (2, unmatched, _seconds(unmatched), "refunds"),
        (3, unmatched, _seconds(unmatched), "refunds"),
    ):
        places, currencies = _span_of(seconds, spans), rows["currency"].to_pylist()
        for place, currency, cents in zip(places, currencies, _cents(rows, name), strict=True):
            sums[place, currency][column] += cents
    for place, currency in zip(_span_of(_seconds(unmatched), spans), unmatched["currency"].to_pylist(), strict=True):
        sums[place, currency][4] += 1
    for (place, currency), values in sums.items():
        yield BasisRow(spans[place].day, period.platform, currency, *values)


def _counted(view: View, past: Archive, span: Span, served: Served) -> pa.Table:
    """Return the sales and corrections of a span that count: silver's, and past its seam what live has counted."""
    kinds = pc.field("event_type").isin([SALE, *CORRECTIONS])
    files = past.silver.files(view.publication, start=span.start, end=span.end).values()
    silver = past.silver.read([file for each in files for file in each], _COLUMNS)
    settled = silver.filter(happened_in(span) & kinds & (pc.field("ingest_seq") <= _upto(served)))
    live = live_at(view, past, span, served).filter(kinds)
    return pa.concat_tables([settled, live.select(_COLUMNS).cast(_SCHEMA)])


def _with_sale(corrections: pa.Table, sales: pa.Table) -> pa.Table:
    """Return the corrections of these sales, with when the sale was; one that comes a day before it is not its."""
    times = pa.table({"refers_to": sales["event_id"], "sale_second": _seconds(sales)})
    first = times.group_by("refers_to").aggregate([("sale_second", "min")]).rename_columns(["refers_to", "sale_second"])
    found = corrections.join(first, "refers_to", join_type="inner", use_threads=False)
    return found.filter(pa.array(found["sale_second"].to_numpy() - _seconds(found) <= _DAY))


def _without(corrections: pa.Table, sales: pa.Table) -> pa.Table:
    known = pc.unique(_with_sale(corrections, sales)["event_id"])
    return corrections.filter(pc.invert(pc.is_in(corrections["event_id"], known)))


def _known_sales(view: View, past: Archive, period: Span, served: Served, own: pa.Table, around: pa.Table) -> pa.Table:
    """Return the sales that a period's corrections refer to: of the same days, or else of days before, newest first."""
    wanted = pc.unique(own["refers_to"])
    is_wanted = (pc.field("event_type") == SALE) & pc.field("event_id").isin(wanted)
    found = [around.filter(is_wanted)]
    before = past.silver.files(view.publication, start=0, end=period.start)
    days = sorted(before, reverse=True)
    for first in range(0, len(days), _DAYS_AT_A_TIME):
        known = pa.concat_tables(found)["event_id"]
        if not len(wanted.filter(pc.invert(pc.is_in(wanted, pc.unique(known))))):
            break
        files = [file for day in days[first : first + _DAYS_AT_A_TIME] for file in before[day]]
        here = (pc.field("platform") == period.platform) & (pc.field("ingest_seq") <= _upto(served))
        found.append(past.silver.read(files, _COLUMNS).filter(is_wanted & here))
    return pa.concat_tables(found)


def _upto(served: Served) -> int:
    # What was known, not what was served: silver behind its seam is read up to the batch of the moment.
    return served.batch.ingest_seq if served.batch else 0


def _span_of(seconds: Iterable[int], spans: Sequence[Span]) -> list[int]:
    starts = np.array([span.start for span in spans])
    places: list[int] = (np.searchsorted(starts, np.asarray(seconds), side="right") - 1).tolist()
    return places


def _seconds(rows: pa.Table) -> Integers:
    seconds: Integers = rows["event_time"].cast(pa.int64()).to_numpy() // _MICROSECONDS
    return seconds


def _cents(rows: pa.Table, name: str) -> list[int]:
    return [int(value * 100) for value in rows[name].to_pylist()]


def _start(span: Span) -> int:
    return span.start
