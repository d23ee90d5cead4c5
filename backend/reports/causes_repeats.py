"""Telling first arrivals from repeats, and why a reconciliation takes a repeat out.

Behind silver's seam a first arrival is what silver holds. Past it, a repeat is looked for where the next
reconciliation will: on the event dates of the arrivals at any age, and in what came within the look-back.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.view import View
from backend.reports.causes_arrivals import IDENTITY, PLACE, also_in, missing_in, sorted_by_place
from backend.reports.causes_bronze import came_between, read_bronze
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.silver import Files
from hub.tables import EVENT_FIELDS

BEYOND_HORIZON = "beyond_horizon"
CONFLICT = "conflict"

_FIELDS = list(EVENT_FIELDS)
_Row = dict[str, Any]


def first_among(view: View, past: Archive, span: Span, counted: pa.Table) -> pa.Table:
    """Return those of `counted`, arrivals of a span, that are the first of their event. Raises LakeError."""
    settled = counted.filter(pc.less_equal(counted["ingest_seq"], view.seam))
    recent = counted.filter(pc.greater(counted["ingest_seq"], view.seam))
    first = also_in(settled, past.silver.read(_files(view, past, span), PLACE))
    if not len(recent):
        return first
    new = also_in(recent, _earliest(view, past, span, recent))
    return pa.concat_tables([first, missing_in(new, _known(view, past, span, new), IDENTITY)])


def causes_of(view: View, past: Archive, span: Span, repeats: pa.Table) -> list[str]:
    """Return the cause of each repeat: whether it says what the first arrival of its event said."""
    if not len(repeats):
        return []
    ids = pc.unique(repeats["event_id"])
    same_ids = (pc.field("platform") == span.platform) & pc.field("event_id").isin(ids)
    came = came_between(
        min(view.seam, pc.min(repeats["ingest_seq"]).as_py() - 1),
        pc.max(repeats["ingest_seq"]).as_py(),
        since=pc.min(repeats["ingested_at"]).as_py() - past.settings.dedup_lookback,
        until=pc.max(repeats["ingested_at"]).as_py(),
    )
    payloads = {_place(row): row for row in read_bronze(past.settings, [*PLACE, *_FIELDS], came & same_ids).to_pylist()}
    silver = past.silver.read(_files(view, past, span), (*PLACE, *_FIELDS))
    silver = silver.filter(pc.is_in(silver["event_id"], ids)).to_pylist()
    unsettled = [row for row in payloads.values() if row["ingest_seq"] > view.seam]
    # A first arrival that is not on the event date of its repeat differs from it in the event time at least.
    first: dict[tuple[str, str], _Row] = {}
    for row in (*sorted(silver, key=_place), *sorted(unsettled, key=_place)):
        first.setdefault((row["platform"], row["event_id"]), row)
    return [_cause(payloads[_place(row)], first.get((row["platform"], row["event_id"]))) for row in repeats.to_pylist()]


def _earliest(view: View, past: Archive, span: Span, recent: pa.Table) -> pa.Table:
    """Return where each identity came first past the seam, whenever that arrival says that it happened."""
    at_seam = past.batches.numbered(view, view.seam)
    came = came_between(
        view.seam,
        pc.max(recent["ingest_seq"]).as_py(),
        since=at_seam and at_seam.ingested_at,
        until=pc.max(recent["ingested_at"]).as_py(),
    )
    same_ids = (pc.field("platform") == span.platform) & pc.field("event_id").isin(pc.unique(recent["event_id"]))
    rows = sorted_by_place(read_bronze(past.settings, [*PLACE, *IDENTITY], came & same_ids))
    numbered = rows.append_column("_row", pa.array(range(len(rows)), pa.int64()))
    first = numbered.group_by(list(IDENTITY)).aggregate([("_row", "min")])["_row_min"]
    return rows.take(first.combine_chunks())


def _known(view: View, past: Archive, span: Span, arrivals: pa.Table) -> pa.Table:
    """Return the identities that silver has on the span's dates, or that came within the look-back."""
    since = pc.min(arrivals["ingested_at"]).as_py() - past.settings.dedup_lookback
    before = past.batches.at(view, since)
    here = _files(view, past, span)
    every = past.silver.files(view.publication, start=0, end=None).values()
    recent = [
        file
        for files in every
        for file in files
        if file.newest_seq is None or before is None or file.newest_seq > before.ingest_seq
    ]
    known = past.silver.read(dict.fromkeys([*here, *recent]), IDENTITY)
    return known.filter(pc.is_in(known["event_id"], pc.unique(arrivals["event_id"])))


def _files(view: View, past: Archive, span: Span) -> Files:
    dates = past.silver.files(view.publication, start=span.start, end=span.end)
    return tuple(file for files in dates.values() for file in files)


def _cause(repeat: _Row, first: _Row | None) -> str:
    same = first is not None and all(first[name] == repeat[name] for name in _FIELDS)
    return BEYOND_HORIZON if same else CONFLICT


def _place(row: _Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in PLACE)
