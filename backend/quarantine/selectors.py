"""Quarantined records of an interval."""

from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.service import lake_service
from backend.lake.view import View
from backend.quarantine.index import index_of, row_positions
from backend.quarantine.records import QuarantinedRecord, read_records

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Quarantined:
    """One page of records, newest first, and how many the interval has of each reason."""

    page: list[QuarantinedRecord]
    more: Place | None
    counts: dict[str, int]
    settled: int


def quarantined(
    view: View, *, start: datetime, end: datetime, reason: str | None, before: Place | None, limit: int
) -> Quarantined:
    """Return a page of what came in [start, end) and was refused; `before` continues behind a record.

    Records of a batch that is not whole in this view are left out. Raises ApiError, LakeError or OSError.
    """
    index = index_of(lake_service().settings)
    found = index.between(start, end, upto=view.ingest_seq)
    counts = {row["values"]: row["counts"] for row in pc.value_counts(found["reason"].combine_chunks()).to_pylist()}
    settled = pc.sum(pc.less_equal(found["ingest_seq"], view.seam)).as_py() or 0
    ordered = _newest_first(found if reason is None else found.filter(pc.field("reason") == reason), before)
    rows = ordered.slice(0, limit)
    records = read_records(index.filesystem, row_positions(rows))
    page = [records[position] for position in row_positions(rows)]
    more = (page[-1].ingest_seq, page[-1].partition, page[-1].offset) if len(ordered) > limit else None
    return Quarantined(page, more, counts, settled)


def _newest_first(rows: pa.Table, before: Place | None) -> pa.Table:
    place = ("ingest_seq", "partition", "offset")
    if before is not None:
        seq, partition, offset = (pc.field(name) for name in place)
        rows = rows.filter(
            (seq < before[0])
            | ((seq == before[0]) & (partition < before[1]))
            | ((seq == before[0]) & (partition == before[1]) & (offset < before[2]))
        )
    return rows.sort_by([(name, "descending") for name in place])
