"""Publications from the newest view."""

from datetime import datetime
from typing import NamedTuple

from backend.lake.rows import PublicationRow
from backend.lake.view import View


class PublicationOrder(NamedTuple):
    """What publications are ordered by, newest first; `published_at` as text, because a cursor is JSON."""

    published_at: str
    seam: int
    publication_id: str


def order_of(row: PublicationRow) -> PublicationOrder:
    """Return a publication's place."""
    return PublicationOrder(_text(row.published_at), row.seam, row.publication_id)


def publications(view: View, *, before: PublicationOrder | None = None) -> list[PublicationRow]:
    """Return publications, newest first; `before` continues behind a row."""
    return [row for row in view.publications if before is None or order_of(row) < before]


def _text(moment: datetime) -> str:
    # All in UTC and of one length, so that they sort as times do.
    return moment.isoformat(timespec="microseconds")
