"""Pins: what must stay readable for ever.

A pinned publication keeps its versions from every vacuum. A pinned report does that too, and carries a copy of itself:
the exact bytes that were served, the receipt in them, and their SHA-256.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import write_deltalake

from hub.errors import LakeError
from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import PINS, PUBLICATIONS

_BODY = "body"


@dataclass(frozen=True)
class Pin:
    """One pin: which publication, who asked for it and why.

    `name`, `receipt` and `sha256` are those of a report, and None for a publication alone. The `publication_id` of a
    report from before the first publication is empty.
    """

    pin_id: str
    pinned_at: datetime
    publication_id: str
    actor: str
    reason: str
    name: str | None = None
    receipt: str | None = None
    sha256: str | None = None

    @property
    def is_report(self) -> bool:
        """Whether a report is pinned, and not a publication alone."""
        return self.receipt is not None


def pin(settings: Settings, *, publication_id: str, actor: str, reason: str) -> Pin:
    """Pin a publication. Raises LakeError when there is none of that id."""
    known = open_table(settings, PUBLICATIONS).to_pyarrow_dataset()
    if not known.count_rows(filter=pc.field("publication_id") == publication_id):
        raise LakeError(
            f"There is no publication {publication_id!r} to pin.", hint="The API lists them under /api/publications/."
        )
    row = Pin(uuid.uuid4().hex, datetime.now(UTC), publication_id, actor, reason)
    _append(settings, asdict(row))
    return row


def pin_report(
    settings: Settings, *, body: bytes, receipt: str, publication_id: str, name: str, actor: str, reason: str
) -> Pin:
    """Pin a report: `body` as it was served with `receipt` in it, while `publication_id` was in effect."""
    sha256 = hashlib.sha256(body).hexdigest()
    row = Pin(uuid.uuid4().hex, datetime.now(UTC), publication_id, actor, reason, name, receipt, sha256)
    _append(settings, {**asdict(row), _BODY: body})
    return row


def pins(settings: Settings) -> list[Pin]:
    """Return every pin, the oldest first."""
    columns = [name for name in PINS.columns if name != _BODY]
    rows = open_table(settings, PINS).to_pyarrow_dataset().to_table(columns=columns).to_pylist()
    return sorted((Pin(**row) for row in rows), key=lambda each: each.pinned_at)


def pinned_body(settings: Settings, pin_id: str) -> bytes:
    """Return the bytes of a pinned report. Raises LakeError when the table has none for this pin."""
    dataset = open_table(settings, PINS).to_pyarrow_dataset()
    rows = dataset.to_table(columns=[_BODY], filter=pc.field("pin_id") == pin_id).to_pylist()
    if not rows or rows[0][_BODY] is None:
        raise LakeError(f"The table pins has no report of {pin_id!r}.", hint="`hub pin` lists the pins.")
    body: bytes = rows[0][_BODY]
    return body


def _append(settings: Settings, row: Mapping[str, Any]) -> None:
    write_deltalake(
        open_table(settings, PINS), pa.Table.from_pylist([dict(row)], schema=arrow_schema(PINS)), mode="append"
    )
