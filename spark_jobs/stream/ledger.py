"""The `ingests` table as the stream's ledger: which batches are whole, and a hash chain over what they brought."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import BRONZE_INGESTS
from spark_jobs.stream.commits import Appender

GENESIS_HASH = "0" * 64


@dataclass(frozen=True)
class OffsetRange:
    """The offsets [`start`, `end`) of one partition that a batch covers, and the `records` it found there.

    Fewer records than offsets is normal: control and aborted records sit between them. `hash` is the SHA-256 over
    each record's offset (8 bytes, little-endian) and the SHA-256 of its raw bytes, in offset order.
    """

    partition: int
    start: int
    end: int
    records: int
    hash: str


@dataclass(frozen=True)
class Ingest:
    """One row of the ledger: batch `ingest_seq` is whole in every table."""

    ingest_seq: int
    ingested_at: datetime
    topic_id: str
    ranges: tuple[OffsetRange, ...]
    valid: int
    quarantined: int
    repeats: int
    clock_set_back: bool
    content_hash: str
    prev_hash: str
    app_id: str

    @property
    def end_offsets(self) -> dict[int, int]:
        """Where the batch ended, by partition."""
        return {each.partition: each.end for each in self.ranges}


def chain_hash(prev_hash: str, topic_id: str, ranges: tuple[OffsetRange, ...]) -> str:
    """Return the hash of a batch's content, chained to the one before it."""
    content = json.dumps([prev_hash, topic_id, [asdict(each) for each in ranges]], separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def newest_ingest(settings: Settings) -> Ingest | None:
    """Return the newest whole batch, None for a lake that has none."""
    dataset = open_table(settings, BRONZE_INGESTS).to_pyarrow_dataset()
    numbers = dataset.to_table(columns=["ingest_seq"])
    newest = pc.max(numbers["ingest_seq"]).as_py()
    if newest is None:
        return None
    (row,) = dataset.to_table(filter=pc.field("ingest_seq") == newest).to_pylist()
    row["ranges"] = tuple(OffsetRange(**each) for each in row["ranges"])
    return Ingest(**row)


class Ledger:
    """Appends to `ingests`; remembers the newest row so that each batch need not read it."""

    def __init__(self, settings: Settings, app_id: str) -> None:
        self.newest = newest_ingest(settings)
        self._appender = Appender(settings, BRONZE_INGESTS, app_id)

    @property
    def newest_hash(self) -> str:
        """The content hash that the next batch chains to."""
        return self.newest.content_hash if self.newest else GENESIS_HASH

    def append(self, ingest: Ingest, batch_id: int) -> None:
        """Declare a batch whole. Called last, after every other table has the batch."""
        row = asdict(ingest) | {"ranges": [asdict(each) for each in ingest.ranges]}
        self._appender.append(pa.Table.from_pylist([row], schema=arrow_schema(BRONZE_INGESTS)), batch_id)
        self.newest = ingest
