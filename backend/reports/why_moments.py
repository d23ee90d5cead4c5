"""What was served at a moment: the batch view of the publication in effect then, and live past its seam."""

from datetime import datetime
from typing import Any, NamedTuple

from backend.api.formats import instant
from backend.lake.rows import IngestRow, PublicationRow
from backend.lake.view import View
from backend.reports.known_batch import KnownBatches


class Served(NamedTuple):
    """The publication in effect at a moment and the newest whole batch of then; None where there was none yet."""

    publication: PublicationRow | None
    batch: IngestRow | None

    @property
    def seam(self) -> int:
        """Up to this batch the batch view answered."""
        return self.publication.seam if self.publication else 0

    @property
    def upto(self) -> int:
        """Past the seam and up to this batch the speed view answered."""
        return max(self.seam, self.batch.ingest_seq if self.batch else 0)

    def told(self, at: datetime | None) -> dict[str, Any]:
        """Show it."""
        return {
            "at": instant(at),
            "publication_id": self.publication and self.publication.publication_id,
            "seam": self.seam,
            "ingest_seq": self.upto,
            "ingested_at": self.batch and instant(self.batch.ingested_at),
        }


def served_at(view: View, batches: KnownBatches, at: datetime) -> Served:
    """Return what was served at a moment."""
    in_effect = (each for each in view.publications if each.published_at <= at)
    return Served(next(in_effect, None), batches.at(view, at))
