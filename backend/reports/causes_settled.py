"""Silver as two moments had it: the rows in which the two can differ."""

from collections.abc import Collection
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.log import DataFile
from backend.lake.rows import PublicationRow
from backend.lake.view import View
from backend.reports.causes_arrivals import ARRIVAL, joined
from backend.reports.causes_bronze import happened_in
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.why_moments import Served
from hub.errors import LakeError


class Settled(NamedTuple):
    """Silver as a moment had it: the publication whose version is read, and up to which batch.

    `as_published` says that it is the version of then. Once that one is vacuumed, the version of now is read up to the
    seam of then: the same events, unless something was rebuilt in between.
    """

    publication: PublicationRow | None
    seam: int
    as_published: bool


def settled_at(view: View, past: Archive, span: Span, served: Served) -> Settled:
    """Return silver as it stood at a moment. Raises LakeError when no version that reaches so far can be read."""
    if served.publication is None or past.silver.readable(served.publication, span):
        return Settled(served.publication, served.seam, as_published=True)
    for other in view.publications:
        if other.seam >= served.seam and past.silver.readable(other, span):
            return Settled(other, served.seam, as_published=False)
    raise LakeError(
        f"Silver of publication {served.publication.publication_id} is vacuumed, and what is served now reaches only "
        f"to batch {view.seam}.",
        hint=f"Ask again when a reconciliation has reached batch {served.seam}.",
    )


def differing(past: Archive, span: Span, start: Settled, end: Settled) -> tuple[pa.Table, pa.Table]:
    """Return the rows of a span that one of two moments has and the other may not have, for each of them.

    A file that both have holds the same rows for both, up to the smaller of the two seams.
    """
    files = [
        {file for day in past.silver.files(each.publication, start=span.start, end=span.end).values() for file in day}
        for each in (start, end)
    ]
    shared, alike = files[0] & files[1], min(start.seam, end.seam)
    newer = {file for file in shared if file.newest_seq is None or file.newest_seq > alike}
    rows = [
        joined(
            [
                _read(past, span, own - shared, after=0, upto=each.seam),
                _read(past, span, newer, after=alike, upto=each.seam),
            ]
        )
        for own, each in zip(files, (start, end), strict=True)
    ]
    return rows[0], rows[1]


def _read(past: Archive, span: Span, files: Collection[DataFile], *, after: int, upto: int) -> pa.Table:
    rows = past.silver.read(sorted(files, key=lambda file: file.path), ARRIVAL)
    seq = pc.field("ingest_seq")
    return rows.filter(happened_in(span) & (seq > after) & (seq <= upto))
