"""One moment of the lake: what every answer is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from backend.lake.batch import BatchView
from backend.lake.columns import MEASURE_NAMES, Integers, Names
from backend.lake.grain import Grain
from backend.lake.moment_name import MomentName
from backend.lake.rows import AlertRow, IngestRow, PublicationRow, StockRow
from backend.lake.sums import EVENTS, SECONDS_PER_HOUR, Bucket, Rows, Sums

LIVE = "live"
WARMING_UP = "warming up"

SETTLED = len(MEASURE_NAMES)


@dataclass(frozen=True, eq=False)
class MergedView:
    """The batch view plus the speed view past the seam."""

    grain: Grain
    names: Names
    speed: Sums
    batch: BatchView

    def between(self, first_second: int, end_second: int, *, whole_hours: bool = False) -> Rows:
        """Return the rows whose time lies in [first_second, end_second), in seconds since the epoch.

        Both bounds are multiples of the grain. The measures have one more column, `SETTLED`: the events behind the
        seam. A key that is in both views has a row from each: whoever reads them adds them up. With `whole_hours`, an
        hour that lies within the bounds has one row for each series. Raises LakeError.
        """
        slots_per_hour = self.grain.slots_per_hour
        first_hour, first_slot = divmod(first_second * slots_per_hour // SECONDS_PER_HOUR, slots_per_hour)
        last_hour, last_slot = divmod(end_second * slots_per_hour // SECONDS_PER_HOUR - 1, slots_per_hour)
        parts: list[Rows] = []
        for hour, is_settled, bucket in self._buckets(first_hour, last_hour):
            codes, measures = bucket.codes, bucket.measures
            if hour in (first_hour, last_hour):
                slots = codes % slots_per_hour
                inside = (slots >= (first_slot if hour == first_hour else 0)) & (
                    slots <= (last_slot if hour == last_hour else slots_per_hour)
                )
                codes, measures = codes[inside], measures[inside]
            elif whole_hours:
                hourly = bucket.by_series(slots_per_hour)
                codes, measures = hourly.codes, hourly.measures
            settled = measures[:, EVENTS] if is_settled else np.zeros(len(codes), dtype=np.int64)
            parts.append(Rows(np.full(len(codes), hour), codes, np.column_stack([measures, settled])))
        return _concatenated(parts)

    def _buckets(self, first_hour: int, last_hour: int) -> Iterator[tuple[int, bool, Bucket]]:
        for hour in range(first_hour, last_hour + 1):
            settled = self.batch.bucket(hour)
            if settled is not None:
                yield hour, True, settled
            recent = self.speed.hours.get(hour)
            if recent is not None:
                yield hour, False, recent


@dataclass(frozen=True, eq=False)
class View:
    """One moment of the lake. Immutable: whoever holds it reads the same numbers for as long as they like."""

    sales: MergedView
    products: MergedView
    stock: Mapping[tuple[str, str, str], StockRow]
    alerts: tuple[AlertRow, ...]
    publications: tuple[PublicationRow, ...]
    ingest: IngestRow | None
    versions: Mapping[str, int | None]
    name: MomentName

    @property
    def receipt(self) -> str:
        """The moment's name as receipts begin with it."""
        return str(self.name)

    @property
    def publication(self) -> PublicationRow | None:
        """The publication in effect."""
        return self.publications[0] if self.publications else None

    @property
    def seam(self) -> int:
        """The batch view answers up to this `ingest_seq`, the speed view past it."""
        return self.publication.seam if self.publication else 0

    @property
    def ingest_seq(self) -> int:
        """The newest whole batch, 0 before the first."""
        return self.ingest.ingest_seq if self.ingest else 0

    @property
    def fresh_as_of(self) -> datetime | None:
        """When the newest whole batch came in."""
        return self.ingest.ingested_at if self.ingest else None

    @property
    def status(self) -> str:
        """`warming up` until the stream has brought its first batch."""
        return LIVE if self.ingest else WARMING_UP


def _concatenated(parts: list[Rows]) -> Rows:
    if not parts:
        nothing: Integers = np.zeros(0, dtype=np.int64)
        return Rows(nothing, nothing, np.zeros((0, SETTLED + 1), dtype=np.int64))
    return Rows(
        np.concatenate([part.hours for part in parts]),
        np.concatenate([part.codes for part in parts]),
        np.concatenate([part.measures for part in parts]),
    )
