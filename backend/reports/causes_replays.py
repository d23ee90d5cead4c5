"""Arrivals whose bytes had come before and were refused: they count because the contract has changed since."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from backend.reports.causes_arrivals import PLACE, also_in, none
from backend.reports.causes_bronze import came_between, happened_in, read_bronze
from backend.reports.days import Span
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_QUARANTINE

# A record from the future is refused by the clock: it may count when it comes again, whatever the contract says.
_BY_THE_CLOCK = "in_future"
_A_DAY = timedelta(days=1)


def replayed(settings: Settings, span: Span, arrivals: pa.Table) -> pa.Table:
    """Return those of `arrivals`, of a span, whose bytes lie in quarantine from before."""
    if not len(arrivals):
        return arrivals
    newest, until = pc.max(arrivals["ingest_seq"]).as_py(), pc.max(arrivals["ingested_at"]).as_py()
    refused = _refused(settings, span, newest)
    if not len(refused):
        return none()
    came = came_between(
        pc.min(arrivals["ingest_seq"]).as_py() - 1, newest, since=pc.min(arrivals["ingested_at"]).as_py(), until=until
    )
    same_bytes = pc.field("raw").isin(refused["raw"].combine_chunks())
    again = read_bronze(settings, [*PLACE, "raw"], came & happened_in(span) & same_bytes)
    first = refused.group_by("raw").aggregate([("ingest_seq", "min")])
    again = again.join(first, "raw", join_type="inner")
    return also_in(arrivals, again.filter(pc.greater(again["ingest_seq"], again["ingest_seq_min"])))


def _refused(settings: Settings, span: Span, newest: int) -> pa.Table:
    # Nothing is refused for another reason before it has happened; a day is for clocks and for dates.
    since = (datetime.fromtimestamp(span.start, UTC) - _A_DAY).date()
    condition = (pc.field("ingest_date") >= since) & (pc.field("ingest_seq") < newest)
    condition &= (pc.field("reason") != _BY_THE_CLOCK) & pc.field("raw").is_valid()
    quarantine = open_table(settings, BRONZE_QUARANTINE).to_pyarrow_dataset()
    return quarantine.to_table(columns=["raw", "ingest_seq"], filter=condition)
