"""Reading bronze for one span of event time, by the days on which records came in."""

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from backend.reports.days import Span
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS

_UTC = pa.timestamp("us", tz="UTC")
_MICROSECONDS = 1_000_000


def happened_in(span: Span) -> pc.Expression:
    """The events of a span."""
    start, end = (pa.scalar(second * _MICROSECONDS, pa.int64()).cast(_UTC) for second in (span.start, span.end))
    at = pc.field("event_time")
    return (pc.field("platform") == span.platform) & (at >= start) & (at < end)


def came_between(after: int, upto: int, *, since: datetime | None, until: datetime) -> pc.Expression:
    """The batches in (`after`, `upto`], which came in between two moments; None is the beginning."""
    seq, day = pc.field("ingest_seq"), pc.field("ingest_date")
    condition = (seq > after) & (seq <= upto) & (day <= until.date())
    return condition if since is None else condition & (day >= since.date())


def read_bronze(settings: Settings, columns: list[str], condition: pc.Expression) -> pa.Table:
    """Return columns of the records that fulfil a condition."""
    return open_table(settings, BRONZE_EVENTS).to_pyarrow_dataset().to_table(columns=columns, filter=condition)
