"""The merged view recounted: exact up to a seam, and past it what the stream's rule counts."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.oracle.judgement import Fact, judge
from tests.oracle.reading import NotAnEvent
from tests.oracle.recount import ProductKey, Recount, SalesKey, Sums, count
from tests.oracle.topic import Record


class Arrival(NamedTuple):
    """One valid record, with the batch that brought it."""

    ingest_seq: int
    partition: int
    offset: int
    ingested_at: datetime
    fact: Fact


class Line(NamedTuple):
    """What one pane or hour sums up to, and how many of its events lie behind the seam."""

    sums: Sums = Sums()
    settled: int = 0

    def plus(self, other: "Line") -> "Line":
        """Return both together."""
        return Line(self.sums.plus(other.sums), self.settled + other.settled)


@dataclass
class Merged:
    """The sums of one moment."""

    sales: dict[SalesKey, Line] = field(default_factory=lambda: defaultdict(Line))
    products: dict[ProductKey, Line] = field(default_factory=lambda: defaultdict(Line))

    def copy(self) -> "Merged":
        """Return the same sums, to be added to."""
        return Merged(self.sales.copy(), self.products.copy())

    def add(self, counted: Recount, *, settled: bool) -> None:
        """Add what was counted on one side of the seam."""
        for key, sums in counted.sales.items():
            self.sales[key] = self.sales[key].plus(Line(sums, sums.events if settled else 0))
        for product, sums in counted.products.items():
            self.products[product] = self.products[product].plus(Line(sums, sums.events if settled else 0))


class MergedRecount:
    """All records of a topic, counted by both rules, a batch at a time.

    The exact rule counts an event at its first arrival. The stream's counts a record unless the same identity arrived
    within the last `horizon`, by the times of the batches.
    """

    def __init__(
        self, records: Iterable[Record], ingests: list[dict[str, Any]], horizon: timedelta, zone: ZoneInfo
    ) -> None:
        self._exact: dict[int, Recount] = defaultdict(Recount)
        self._live: dict[int, Recount] = defaultdict(Recount)
        self.arrivals = sorted(_arrivals(records, ingests, zone), key=lambda arrival: arrival[:3])
        self.let_through: list[Arrival] = []
        """Repeats that the stream counts: where both rules differ."""
        last: dict[tuple[str, str], datetime] = {}
        for each in self.arrivals:
            before = last.get(each.fact.identity)
            last[each.fact.identity] = each.ingested_at
            if before is None:
                count(each.fact, self._exact[each.ingest_seq])
            if before is None or each.ingested_at - before > horizon:
                count(each.fact, self._live[each.ingest_seq])
                self.let_through += [each] if before is not None else []

    @lru_cache(maxsize=64)  # noqa: B019 — as long as the recount lives, which is one comparison
    def at(self, seam: int, newest: int) -> Merged:
        """Return what must be served when the batch view reaches `seam` and the speed view `newest`."""
        merged = self._behind(seam).copy()
        for ingest_seq in range(seam + 1, newest + 1):
            if ingest_seq in self._live:
                merged.add(self._live[ingest_seq], settled=False)
        return merged

    @lru_cache(maxsize=64)  # noqa: B019
    def _behind(self, seam: int) -> Merged:
        merged = Merged()
        for ingest_seq, counted in self._exact.items():
            if ingest_seq <= seam:
                merged.add(counted, settled=True)
        return merged


def _arrivals(records: Iterable[Record], ingests: list[dict[str, Any]], zone: ZoneInfo) -> Iterator[Arrival]:
    ranges: dict[tuple[str, int], list[tuple[int, int, int, datetime]]] = defaultdict(list)
    for row in ingests:
        for part in row["ranges"]:
            where = row["topic_id"], part["partition"]
            ranges[where].append((part["start"], part["end"], row["ingest_seq"], row["ingested_at"]))
    for each in ranges.values():
        # Of a range without records and the one that begins where it does, the longer one comes last and is found.
        each.sort()
    for record in records:
        of_partition = ranges[record.topic_id, record.partition]
        place = bisect_right(of_partition, record.offset, key=lambda part: part[0]) - 1
        start, end, ingest_seq, ingested_at = of_partition[place]
        if not start <= record.offset < end:
            raise ValueError(f"No batch read offset {record.offset} of partition {record.partition}.")
        try:
            fact = judge(record.raw, zone)
        except NotAnEvent:
            continue
        yield Arrival(ingest_seq, record.partition, record.offset, ingested_at, fact)
