"""The rule by which the stream counts arrivals, applied again to what bronze holds.

The stream counts a record unless the same identity arrived within the last horizon. That is a pure function of bronze,
so the reconciliation, and a report that explains it, can say of every repeat whether the stream let it through.
"""

from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

PLACE = ("ingest_seq", "partition", "offset")
_IDENTITY = ("platform", "event_id")


def counted_live(arrivals: pa.Table, horizon: timedelta) -> pa.Table:
    """Return those of `arrivals` that the stream counted.

    `arrivals` holds all arrivals of each identity in it, since one horizon before those that are asked about.
    """
    ordered = arrivals.sort_by([(name, "ascending") for name in (*_IDENTITY, *PLACE)]).combine_chunks()
    if len(ordered) < 2:
        return ordered
    later, earlier = ordered.slice(1), ordered.slice(0, len(ordered) - 1)
    same = pc.and_(*(pc.equal(later[name], earlier[name]) for name in _IDENTITY))
    pause = pc.subtract(later["ingested_at"].cast(pa.int64()), earlier["ingested_at"].cast(pa.int64()))
    repeat = pc.and_(same, pc.less_equal(pause, horizon // timedelta(microseconds=1)))
    return ordered.filter(pa.chunked_array([[True], *pc.invert(repeat).chunks]))
