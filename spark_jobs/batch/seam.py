"""The choice of the seam: up to which micro-batch the batch view is to answer."""

from datetime import datetime

from hub.errors import LakeError
from hub.settings import Settings
from spark_jobs.batch.ingests import newest_ingest_at, newest_number_before


def choose_seam(settings: Settings, *, published: int, until: datetime | None) -> int:
    """Return the newest whole batch, or the newest that was ingested before `until`; 0 for an empty lake.

    `published` is the seam that is served now. Raises LakeError when the choice lies behind it.
    """
    seam = newest_number_before(settings, until) or 0
    if seam >= published:
        return seam
    served = newest_ingest_at(settings, published)
    arrived = f", ingested at {served.ingested_at.isoformat()}" if served else ""
    moment = until.isoformat() if until else "now"
    raise LakeError(
        f"Up to {moment} the lake has batch {seam}, and what is served already reaches batch {published}{arrived}.",
        hint="Name a later moment. To go back, publish an earlier publication again.",
    )
