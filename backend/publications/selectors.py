"""Publications from the newest view."""

from datetime import datetime
from typing import NamedTuple

from backend.api.errors import ApiError
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


def publication_of(view: View, publication_id: str) -> PublicationRow:
    """Return a publication by its id. Raises ApiError when there is none."""
    row = next((row for row in view.publications if row.publication_id == publication_id), None)
    if row is None:
        raise ApiError(
            "not_found",
            f"There is no publication {publication_id}.",
            hint="GET /api/publications/ lists them.",
            status=404,
        )
    return row


def earlier_publication(view: View, publication_id: str) -> PublicationRow:
    """Return a publication that is not in effect. Raises ApiError if it is, or if there is none of this id."""
    row = publication_of(view, publication_id)
    if row is view.publication:
        raise ApiError(
            "already_in_effect",
            f"The publication {publication_id} is the one that is served.",
            hint="Choose an earlier one: GET /api/publications/ lists them.",
            status=409,
        )
    return row


def _text(moment: datetime) -> str:
    # All in UTC and of one length, so that they sort as times do.
    return moment.isoformat(timespec="microseconds")
