"""Which arrivals past a seam live had counted: every first one, and the repeats that it let through.

Live counts a record unless the same identity arrived within the horizon. That is a function of bronze alone, so it can
be said long after the speed rows are pruned.
"""

from collections.abc import Sequence
from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.view import View
from backend.reports.causes_arrivals import ARRIVAL, IDENTITY, PLACE, TOLD, also_in, joined, missing_in, none
from backend.reports.causes_bronze import came_between, happened_in, read_bronze
from backend.reports.causes_repeats import causes_of, first_among
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.why_moments import Served
from hub.live_rule import counted_live
from hub.worth import FIELDS, measures

_COLUMNS = list(dict.fromkeys([*PLACE, *TOLD, *FIELDS]))


def live_at(view: View, past: Archive, span: Span, served: Served) -> pa.Table:
    """Return what live had counted of a span past the seam of a moment. Raises LakeError.

    The column `repeat` is null for first arrivals; for a repeat it is the cause for which a reconciliation takes it
    out again: `beyond_horizon` when it says what the first said, `conflict` when it says something else.
    """
    if served.batch is None or served.upto <= served.seam:
        return _told(none(), [])
    at_seam = past.batches.numbered(view, served.seam)
    since, until = at_seam and at_seam.ingested_at, served.batch.ingested_at
    came = came_between(served.seam, served.upto, since=since, until=until)
    arrivals = read_bronze(past.settings, _COLUMNS, came & happened_in(span))
    if not len(arrivals):
        return _told(none(), [])
    horizon: timedelta = past.settings.dedup_horizon
    around = read_bronze(
        past.settings,
        [*PLACE, *IDENTITY, "ingested_at"],
        came_between(0, served.upto, since=since and since - horizon, until=until)
        & (pc.field("platform") == span.platform)
        & pc.field("event_id").isin(pc.unique(arrivals["event_id"])),
    )
    counted = _worth(also_in(arrivals, counted_live(around, horizon)))
    first = first_among(view, past, span, counted)
    repeats = missing_in(counted, first)
    return pa.concat_tables([_told(first, [None] * len(first)), _told(repeats, causes_of(view, past, span, repeats))])


def _worth(events: pa.Table) -> pa.Table:
    columns = {name: events[name] for name in (*PLACE, *TOLD)} | measures(events)
    return joined([pa.table({name: columns[name] for name in ARRIVAL})])


def _told(rows: pa.Table, causes: Sequence[str | None]) -> pa.Table:
    return rows.append_column("repeat", pa.array(causes, pa.string()))
