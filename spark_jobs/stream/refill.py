"""Fills the memory of recent arrivals from bronze, so that a restart forgets nothing."""

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hub.identity import identity_digest
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS
from spark_jobs.stream.ledger import Ingest
from spark_jobs.stream.recent import RecentIdentities, digests_from_bytes


def recent_identities(settings: Settings, newest: Ingest | None) -> RecentIdentities:
    """Return the memory as of the batch `newest`: every identity that arrived within the horizon before it."""
    recent = RecentIdentities(settings.dedup_horizon)
    if newest is None:
        return recent
    since: datetime = newest.ingested_at - settings.dedup_horizon - timedelta(seconds=1)
    bronze = open_table(settings, BRONZE_EVENTS).to_pyarrow_dataset()
    arrivals = bronze.scanner(
        columns=["platform", "event_id", "ingested_at"],
        filter=(pc.field("ingest_date") >= since.date())
        & (pc.field("ingested_at") >= pa.scalar(since, pa.timestamp("us", tz="UTC")))
        & (pc.field("ingest_seq") <= newest.ingest_seq),
    )
    for rows in arrivals.to_batches():
        identities = zip(rows["platform"].to_pylist(), rows["event_id"].to_pylist(), strict=True)
        packed = b"".join(identity_digest(platform, event_id) for platform, event_id in identities)
        arrived = rows["ingested_at"].cast(pa.int64()).to_numpy().astype(np.int64)
        recent.remember(digests_from_bytes(packed), arrived)
    return recent
