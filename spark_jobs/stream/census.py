"""What is in a micro-batch: counts, hashes and what is to be counted, from a few small columns of every record."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from spark_jobs.stream.checkpoint import BatchPlan
from spark_jobs.stream.ledger import OffsetRange
from spark_jobs.stream.recent import RecentIdentities, digests_from_bytes


@dataclass(frozen=True)
class Census:
    """A batch's records counted: its ranges, how many are valid and quarantined, and which are no repeats."""

    ranges: tuple[OffsetRange, ...]
    valid: int
    quarantined: int
    counted: NDArray[np.int64]  # row numbers of the valid records that are no repeats, in arrival order

    @property
    def repeats(self) -> int:
        """How many valid records must not be counted."""
        return self.valid - len(self.counted)

    @property
    def records(self) -> int:
        """Every record of the batch."""
        return self.valid + self.quarantined


def take_census(records: pa.Table, plan: BatchPlan, recent: RecentIdentities, at: int) -> Census:
    """Count a batch's parsed `records` and tell `recent` of its arrivals at `at` (µs).

    An invalid record has a null identity.
    """
    columns = records.select(["partition", "offset", "identity", "digest"]).combine_chunks()
    arrival = pc.sort_indices(columns, [("partition", "ascending"), ("offset", "ascending")])
    ordered = columns.take(arrival)
    is_valid = pc.is_valid(ordered["identity"]).to_numpy()
    valid = arrival.to_numpy()[is_valid].astype(np.int64)
    is_repeat = recent.observe(digests_from_bytes(_packed(ordered["identity"].drop_null())), at)
    return Census(
        ranges=tuple(_ranges(ordered, plan)),
        valid=len(valid),
        quarantined=len(ordered) - len(valid),
        counted=valid[~is_repeat],
    )


def _ranges(ordered: pa.Table, plan: BatchPlan) -> Iterator[OffsetRange]:
    partitions = ordered["partition"].to_numpy()
    offsets = ordered["offset"].to_numpy().astype("<i8")
    digests = np.frombuffer(_packed(ordered["digest"]), dtype=np.uint8).reshape(-1, hashlib.sha256().digest_size)
    for partition, end in sorted(plan.end.items()):
        rows = slice(*np.searchsorted(partitions, [partition, partition + 1]))
        yield OffsetRange(
            partition,
            plan.start.get(partition, 0),
            end,
            int(rows.stop - rows.start),
            content_digest(offsets[rows], digests[rows]),
        )


def content_digest(offsets: NDArray[np.int64], digests: NDArray[np.uint8]) -> str:
    """Return the SHA-256 over offset and digest of each record, in offset order."""
    packed = np.hstack([offsets.view(np.uint8).reshape(-1, 8), digests])
    return hashlib.sha256(packed.tobytes()).hexdigest()


def _packed(column: pa.ChunkedArray) -> bytes:
    return b"".join(column.to_pylist())
