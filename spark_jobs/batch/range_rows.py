"""Which offsets bronze and quarantine hold of each range: read once, sorted once, looked up many times."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.lake import dataset
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, BRONZE_QUARANTINE

_KEY = ("ingest_seq", "partition", "offset")
_NOTHING: NDArray[np.int64] = np.empty(0, dtype=np.int64)


class RangeRows:
    """The offsets of every row of the batches `first` to `last`, by (`ingest_seq`, partition)."""

    def __init__(self, settings: Settings, first: int, last: int) -> None:
        condition = (pc.field("ingest_seq") >= first) & (pc.field("ingest_seq") <= last)
        files = f"ingest_seq >= {first} AND ingest_seq <= {last}"
        rows = pa.concat_tables(
            dataset(settings, table, files=files).to_table(columns=list(_KEY), filter=condition)
            for table in (BRONZE_EVENTS, BRONZE_QUARANTINE)
        )
        seqs, partitions, offsets = (rows[name].to_numpy().astype(np.int64) for name in _KEY)
        order = np.lexsort((offsets, partitions, seqs))
        seqs, partitions, self._offsets = seqs[order], partitions[order], offsets[order]
        begins = np.flatnonzero(np.r_[True, (np.diff(seqs) != 0) | (np.diff(partitions) != 0)][: len(seqs)])
        ends = np.r_[begins[1:], len(seqs)]
        self._slices = {
            (int(seqs[begin]), int(partitions[begin])): slice(int(begin), int(end))
            for begin, end in zip(begins, ends, strict=False)
        }

    def keys(self) -> set[tuple[int, int]]:
        """Every (`ingest_seq`, partition) that has a row."""
        return set(self._slices)

    def offsets(self, ingest_seq: int, partition: int) -> NDArray[np.int64]:
        """The offsets of the rows of one range in ascending order, an offset with two rows twice."""
        where = self._slices.get((ingest_seq, partition))
        return _NOTHING if where is None else self._offsets[where]


def missing(offsets: NDArray[np.int64], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches [a, b) of [`start`, `end`) that are not among `offsets` (ascending)."""
    held = offsets[(offsets >= start) & (offsets < end)]
    edges = np.r_[start - 1, held, end]
    return [(int(left) + 1, int(right)) for left, right in pairwise(edges) if right > left + 1]


def stretches(offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join consecutive offsets (ascending) into stretches [a, b)."""
    start = end = None
    for offset in offsets:
        if start is None or end is None or offset != end:
            if start is not None and end is not None:
                yield start, end
            start = offset
        end = offset + 1
    if start is not None and end is not None:
        yield start, end
