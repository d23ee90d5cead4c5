"""The stretch of batches between two seams."""

from dataclasses import dataclass

from spark_jobs.stream.ledger import Ingest


@dataclass(frozen=True)
class Stretch:
    """The batches that a run takes in: those after `after`, up to the seam `upto`."""

    after: int
    upto: int
    ingests: list[Ingest]
