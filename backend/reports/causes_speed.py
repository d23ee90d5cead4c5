"""The speed rows themselves, held against what live should have counted.

A micro-batch whose rows are exactly its first arrivals was rebuilt from bronze: the repeats that live had let through
are no longer in it. Any other difference is `speed_drift`. Where the rows are pruned, the reconciliation that came by
before has said what it found.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.columns import Integers, measures_of
from backend.lake.grain import PANE_SECONDS
from backend.lake.view import View
from backend.reports.causes_reports import DriftedPane, drifted_panes, left_out
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.known_speed import SpeedPanes
from backend.reports.why_moments import Served
from hub.seams import prune_floor

_MICROSECONDS = 1_000_000


class Counted(NamedTuple):
    """What live had counted past a seam, and what its rows had besides or lacked."""

    live: pa.Table
    drift: list[DriftedPane]


def counted_in_speed(view: View, past: Archive, span: Span, served: Served, live: pa.Table) -> Counted:
    """Hold `live`, what should have been counted at a moment, against what was. Raises LakeError."""
    floor = prune_floor([each.seam for each in view.publications])
    is_pruned = pc.less_equal(live["ingest_seq"], floor)
    pruned = live.filter(is_pruned)
    pruned = pruned.filter(pa.array([not each for each in left_out(view, served, span, pruned)], pa.bool_()))
    drift = drifted_panes(view, served, span, floor)
    after = max(served.seam, floor)
    if served.upto <= after:
        return Counted(pruned, drift)
    speed = past.speed.panes(view, span, after=after, upto=served.upto)
    present, found = _held_against(speed, live.filter(pc.invert(is_pruned)))
    return Counted(pa.concat_tables([pruned, present]), drift + found)


def _held_against(speed: SpeedPanes, live: pa.Table) -> tuple[pa.Table, list[DriftedPane]]:
    drift = _difference(speed, live)
    if not drift:
        return live, []
    off_without_repeats = _difference(speed, live.filter(pc.is_null(live["repeat"])))
    rebuilt = {pane.ingest_seq for pane in drift} - {pane.ingest_seq for pane in off_without_repeats}
    in_rebuilt = pc.is_in(live["ingest_seq"], pa.array(sorted(rebuilt), pa.int64()))
    kept = live.filter(pc.invert(pc.and_(pc.is_valid(live["repeat"]), in_rebuilt)))
    return kept, [pane for pane in drift if pane.ingest_seq not in rebuilt]


def _difference(speed: SpeedPanes, live: pa.Table) -> list[DriftedPane]:
    """Return speed minus live by batch, pane and currency, where a measure is not zero."""
    seconds = live["event_time"].cast(pa.int64()).to_numpy() // _MICROSECONDS
    measures = measures_of(live.append_column("events", pa.chunked_array([pa.repeat(1, len(live))])))
    currencies = [*speed.currencies, *live["currency"].to_pylist()]
    names = sorted(set(currencies))
    keys = np.column_stack(
        [
            np.concatenate([speed.seqs, live["ingest_seq"].to_numpy()]),
            np.concatenate([speed.seconds, seconds - seconds % PANE_SECONDS]),
            np.array([names.index(each) for each in currencies], dtype=np.int64),
        ]
    )
    distinct, positions = np.unique(keys, axis=0, return_inverse=True)
    sums: Integers = np.zeros((len(distinct), measures.shape[1]), dtype=object)
    np.add.at(sums, positions.reshape(-1), np.concatenate([speed.measures, -measures]).astype(object))
    off = (sums != 0).any(axis=1)
    return [
        DriftedPane(seq, start, names[code], tuple(values))
        for (seq, start, code), values in zip(distinct[off].tolist(), sums[off].tolist(), strict=True)
    ]
