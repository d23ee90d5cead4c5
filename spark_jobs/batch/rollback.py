"""Going back: an earlier publication is published again, with everything that its readers need."""

import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace

from hub.errors import LakeError
from hub.settings import Settings
from hub.tables import Table
from spark_jobs.batch.pause import stream_paused
from spark_jobs.batch.publications import ROLLED_BACK, Publication, publication, publication_time, publish
from spark_jobs.batch.readable import unreadable
from spark_jobs.session import spark_session
from spark_jobs.stream.ledger import newest_ingest
from spark_jobs.stream.speed_rebuild import prunable_upto, rebuild_speed


def roll_back(settings: Settings, publication_id: str, *, actor: str, reason: str) -> Publication:
    """Publish an earlier publication again, with the speed rows past its seam. The caller holds the lease.

    The stream may have pruned these rows; then it is held still while they are made again from bronze. Raises
    LakeError when the publication's own tables can no longer be read.
    """
    earlier = publication(settings, publication_id)
    _refuse_unreadable(settings, earlier.versions)
    with ExitStack() as held:
        if earlier.seam < prunable_upto(settings):
            held.enter_context(stream_paused(settings))
            _rebuild_speed_past(settings, earlier.seam)
        row = replace(
            earlier,
            publication_id=uuid.uuid4().hex,
            published_at=publication_time(settings),
            verdict=ROLLED_BACK,
            actor=actor,
            reason=f"{reason} (again: {publication_id})",
        )
        # While the stream is still held: its next prune then keeps what this seam needs.
        publish(settings, row)
    return row


def _rebuild_speed_past(settings: Settings, seam: int) -> None:
    newest = newest_ingest(settings)
    if newest is not None:
        rebuild_speed(spark_session(settings, "rollback"), settings, newest, after=seam)


def _refuse_unreadable(settings: Settings, versions: Mapping[Table, int]) -> None:
    for name, reason in unreadable(settings, versions).items():
        number = next(version for table, version in versions.items() if table.name == name)
        raise LakeError(
            f"{name} can no longer be read at version {number}: {reason}.",
            hint="A vacuum has removed its files; reconcile instead.",
        )
