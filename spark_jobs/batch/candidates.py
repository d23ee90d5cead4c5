"""What a run has built and checked, before anyone may see it: published when its checks pass, else kept for a person.

A refused candidate is a row in `audits`. As long as nothing else was published and its tables were not written again,
it can still be published by name, with who decided so and why.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from hub.errors import LakeError
from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS, Table
from spark_jobs.batch.audits import Audit, append_audit, audit
from spark_jobs.batch.checks import Check, as_json, checks_json
from spark_jobs.batch.publications import (
    APPROVED,
    PASSED,
    Publication,
    newest_publication,
    publication_time,
    publish,
)
from spark_jobs.batch.tables import row_count, version

KIND = "reconciliation"


@dataclass(frozen=True)
class Candidate:
    """A publication that is not one yet, the publication that it follows, and the checks that failed."""

    publication: Publication
    base_id: str
    failed: tuple[str, ...]

    @classmethod
    def made(
        cls,
        settings: Settings,
        *,
        base: Publication | None,
        seam: int,
        versions: dict[Table, int],
        checks: Iterable[Check],
        drift: dict[str, Any],
    ) -> Self:
        """Return the candidate of a run that has just written these versions."""
        checks = list(checks)
        publication = Publication(
            publication_id=uuid.uuid4().hex,
            published_at=datetime.now(UTC),
            seam=seam,
            batch_version=versions[BATCH_SALES],
            batch_products_version=versions[BATCH_PRODUCTS],
            silver_version=versions[SILVER_EVENTS],
            verdict=PASSED,
            events=row_count(settings, SILVER_EVENTS),
            drift=as_json(drift),
            checks=checks_json(checks),
            actor="",
            reason="",
        )
        return cls(
            publication, base.publication_id if base else "", tuple(each.name for each in checks if not each.passed)
        )

    def publish(self, settings: Settings, *, actor: str, reason: str, verdict: str = PASSED) -> Publication:
        """Make it visible. The caller holds the lease."""
        row = replace(
            self.publication,
            published_at=publication_time(settings),
            verdict=verdict,
            actor=actor,
            reason=reason,
        )
        publish(settings, row)
        return row

    def refuse(self, settings: Settings) -> Audit:
        """Keep it for a person to decide; return the row that tells of it."""
        detail = asdict(self.publication) | {"base_id": self.base_id}
        return append_audit(settings, kind=KIND, verdict="failed", found={"failed": self.failed}, detail=detail)


def publish_refused(settings: Settings, audit_id: str, *, actor: str, reason: str) -> Publication:
    """Publish a refused candidate over its failed checks. Raises LakeError when it is no longer what it was."""
    row = audit(settings, audit_id)
    if row.kind != KIND:
        raise LakeError(f"Audit {audit_id} is one of {row.kind}, and only a reconciliation can be published.")
    fields = json.loads(row.detail)
    base_id = fields.pop("base_id")
    candidate = Publication(**(fields | {"published_at": datetime.fromisoformat(fields["published_at"])}))
    newest = newest_publication(settings)
    if newest and newest.publication_id == candidate.publication_id:
        return newest
    if (newest.publication_id if newest else "") != base_id:
        raise LakeError(
            f"Another publication ({newest.publication_id if newest else 'none'}) came after audit {audit_id}.",
            hint="Reconcile again.",
        )
    changed = [table.name for table, number in candidate.versions.items() if version(settings, table) != number]
    if changed:
        raise LakeError(f"{', '.join(changed)} changed after audit {audit_id}.", hint="Reconcile again.")
    return Candidate(candidate, base_id, ()).publish(settings, actor=actor, reason=reason, verdict=APPROVED)
