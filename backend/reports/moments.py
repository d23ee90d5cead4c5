"""Views of the past, or why there is none: by the name of a moment, or by the time at which it was shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from backend.api.errors import ApiError
from backend.api.formats import instant
from backend.lake.log import DeltaLog
from backend.lake.moment_name import MomentName
from backend.lake.refresher import FOLLOWED
from backend.lake.service import lake_service
from backend.lake.view import View
from hub.errors import FilesGone, NoSuchMoment
from hub.tables import BRONZE_INGESTS

VACUUMED = "vacuumed"


def view_of(name: MomentName) -> View:
    """Return the view of a moment. Raises ApiError, LakeError or OSError."""
    service = lake_service()
    if service.latest is not None and service.latest.view.name == name:
        return service.latest.view
    with vacuumed():
        try:
            return service.past.view(name)
        except NoSuchMoment as error:
            raise unknown_receipt(error.message) from error


def view_at(at: datetime) -> View:
    """Return what was shown at a time. Raises ApiError, LakeError or OSError.

    Of each table that is the last version that had been committed by then. The times are those that the writers put
    into the commits; those of files change with every copy of the lake.
    """
    service = lake_service()
    view = service.moment.view
    with vacuumed():
        versions = tuple(_version_at(DeltaLog(service.settings, table), at) for table in FOLLOWED)
        if versions[FOLLOWED.index(BRONZE_INGESTS)] is None:
            raise nothing_shown(at)
        if None in versions:
            raise FilesGone(f"Not all tables of {instant(at)} are kept: some were deleted and created again since.")
        if versions == tuple(view.versions[table.name] for table in FOLLOWED):
            return view
        return service.past.at(versions, view.name.identity)


@contextmanager
def vacuumed() -> Iterator[None]:
    """Turn files that are gone into the API's error for it."""
    try:
        yield
    except (FilesGone, FileNotFoundError) as error:
        message = error.message if isinstance(error, FilesGone) else f"A file is gone: {error}."
        raise ApiError(
            VACUUMED,
            f"What this was read from is no longer kept. {message}",
            hint="GET /api/reports/as-known/ says what was known then; pin what must be kept for ever.",
            status=410,
        ) from error


def nothing_shown(at: datetime) -> ApiError:
    """Return the error for a moment before the lake."""
    return ApiError(
        "nothing_shown", f"The lake did not exist yet at {instant(at)}.", hint="Ask for a later time.", status=404
    )


def unknown_receipt(problem: str) -> ApiError:
    """Return the error for a receipt that is well written, and yet no answer carried it."""
    return ApiError(
        "unknown_receipt",
        f"No answer of this server carried this receipt. {problem}",
        hint="Copy the whole `receipt` of an answer.",
        status=404,
    )


def _version_at(log: DeltaLog, at: datetime) -> int | None:
    log.poll()
    return log.version_at(at)
