"""Going back: an earlier publication is published again, with everything that its readers need."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from deltalake.exceptions import DeltaError

from hub.errors import LakeError
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import Table
from spark_jobs.batch.publications import ROLLED_BACK, Publication, publication, publication_time, publish
from spark_jobs.stream.speed_rebuild import prune_floor


def roll_back(settings: Settings, publication_id: str, *, actor: str, reason: str) -> Publication:
    """Publish an earlier publication again. The caller holds the lease.

    Raises LakeError when its batch view can no longer be read, or when the speed rows past its seam may be gone.
    """
    earlier = publication(settings, publication_id)
    _refuse_unreadable(settings, earlier.versions)
    floor = prune_floor(settings)
    if earlier.seam < floor:
        raise LakeError(
            f"The stream may have pruned speed rows up to batch {floor}, and this publication needs those after "
            f"batch {earlier.seam}.",
            hint=f"Rebuild them first: run `replay` for the speed layer from batch {earlier.seam}.",
        )
    row = replace(
        earlier,
        publication_id=uuid.uuid4().hex,
        published_at=publication_time(settings),
        verdict=ROLLED_BACK,
        actor=actor,
        reason=f"{reason} (again: {publication_id})",
    )
    publish(settings, row)
    return row


def _refuse_unreadable(settings: Settings, versions: Mapping[Table, int]) -> None:
    for table, number in versions.items():
        try:
            open_table(settings, table, version=number).to_pyarrow_dataset().to_table(columns=["event_date"])
        except (DeltaError, OSError) as error:
            raise LakeError(
                f"{table.name} can no longer be read at version {number}: {error}.",
                hint="A vacuum has removed its files; reconcile instead.",
            ) from error
