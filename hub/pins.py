"""Pins: publications whose versions no vacuum may break, so that a report which cites one can always be read again."""

import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import write_deltalake

from hub.errors import LakeError
from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import PINS, PUBLICATIONS


@dataclass(frozen=True)
class Pin:
    """One pin: which publication, and who asked for it and why."""

    pin_id: str
    pinned_at: datetime
    publication_id: str
    actor: str
    reason: str


def pin(settings: Settings, *, publication_id: str, actor: str, reason: str) -> Pin:
    """Pin a publication. Raises LakeError when there is none of that id."""
    known = open_table(settings, PUBLICATIONS).to_pyarrow_dataset()
    if not known.count_rows(filter=pc.field("publication_id") == publication_id):
        raise LakeError(
            f"There is no publication {publication_id!r} to pin.", hint="The API lists them under /api/publications/."
        )
    row = Pin(uuid.uuid4().hex, datetime.now(UTC), publication_id, actor, reason)
    write_deltalake(
        open_table(settings, PINS), pa.Table.from_pylist([asdict(row)], schema=arrow_schema(PINS)), mode="append"
    )
    return row


def pins(settings: Settings) -> list[Pin]:
    """Return every pin, the oldest first."""
    rows = open_table(settings, PINS).to_pyarrow_dataset().to_table().to_pylist()
    return sorted((Pin(**row) for row in rows), key=lambda each: each.pinned_at)
