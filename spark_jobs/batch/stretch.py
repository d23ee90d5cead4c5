"""The stretch of batches between two seams."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.compute as pc

from spark_jobs.stream.ledger import Ingest


@dataclass(frozen=True)
class Stretch:
    """The batches that a run takes in: those after `after`, up to the seam `upto`."""

    after: int
    upto: int
    ingests: list[Ingest]

    @property
    def rows(self) -> pc.Expression:
        """The condition on a row that it is of the stretch."""
        return (pc.field("ingest_seq") > self.after) & (pc.field("ingest_seq") <= self.upto)

    @property
    def files(self) -> str:
        """The condition on a file that it may hold such a row, for `hub.lake.dataset`."""
        return f"ingest_seq > {self.after} AND ingest_seq <= {self.upto}"

    def parts(self, arrivals: int) -> Iterator["Stretch"]:
        """Cut the stretch into ones of about so many `arrivals` (a batch more at most), which follow each other."""
        after, count = self.after, 0
        part: list[Ingest] = []
        for ingest in self.ingests:
            part.append(ingest)
            count += ingest.valid
            if count >= arrivals:
                yield Stretch(after, ingest.ingest_seq, part)
                after, part, count = ingest.ingest_seq, [], 0
        if part:
            yield Stretch(after, self.upto, part)
