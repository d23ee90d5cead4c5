"""The `audits` table: one row a run of vacuum or audit, and one a reconciliation that was refused."""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import write_deltalake

from hub.errors import LakeError
from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import AUDITS
from spark_jobs.batch.checks import as_json


@dataclass(frozen=True)
class Audit:
    """One row: what kind of run, its verdict (`passed`, `failed`), and three JSON texts that tell the rest."""

    audit_id: str
    finished_at: datetime
    kind: str
    verdict: str
    predicted: str
    found: str
    detail: str

    @property
    def told(self) -> dict[str, Any]:
        """`found`, read."""
        found: dict[str, Any] = json.loads(self.found)
        return found


def append_audit(
    settings: Settings, *, kind: str, verdict: str, found: Any, predicted: Any = None, detail: Any = None
) -> Audit:
    """Write the row of a run that has ended."""
    row = Audit(uuid.uuid4().hex, datetime.now(UTC), kind, verdict, as_json(predicted), as_json(found), as_json(detail))
    table = pa.Table.from_pylist([asdict(row)], schema=arrow_schema(AUDITS))
    write_deltalake(open_table(settings, AUDITS), table, mode="append")
    return row


def audit(settings: Settings, audit_id: str) -> Audit:
    """Return one row by its id. Raises LakeError when there is none."""
    dataset = open_table(settings, AUDITS).to_pyarrow_dataset()
    rows = dataset.to_table(filter=pc.field("audit_id") == audit_id).to_pylist()
    if not rows:
        raise LakeError(f"There is no audit {audit_id!r}.", hint="The table `audits` has them all.")
    return Audit(**rows[0])
