"""The proof that nothing is missing up to the seam, from the ledger, from the rows, and from the log.

1. Ranges are adjacent: in each partition of a topic, a batch starts where the one before it ended.
2. The ledger's hash chain holds, so that no row of it was altered, taken out or put in.
3. Every range has the rows that the ledger counted, in bronze and quarantine together, each offset once.
4. Every offset without a row held no committed record: the log shows control and aborted ones there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, NamedTuple, Protocol

import numpy as np

from hub.settings import Settings
from spark_jobs.batch.checks import LISTED, Check
from spark_jobs.batch.range_rows import RangeRows, missing, stretches
from spark_jobs.batch.topic_log import Explanation, Stretch
from spark_jobs.stream.ledger import GENESIS_HASH, Ingest, OffsetRange, chain_hash


class Explains(Protocol):
    """Whoever can say what the topic's log holds in a stretch of offsets."""

    def explain(self, stretch: Stretch) -> Explanation:
        """Say what lies in the stretch."""
        ...


class _Claim(NamedTuple):
    """One range of one batch, as the ledger has it."""

    ingest_seq: int
    topic_id: str
    range: OffsetRange

    def stretch(self, start: int, end: int) -> dict[str, Any]:
        return {"ingest_seq": self.ingest_seq} | asdict(Stretch(self.topic_id, self.range.partition, start, end))


def prove_completeness(settings: Settings, before: Ingest | None, ingests: list[Ingest], log: Explains) -> list[Check]:
    """Return the four checks of the batches `ingests`, which follow `before` (None: nothing was ever ingested)."""
    checks = [_adjacent(before, ingests), prove_chain(before, ingests)]
    if not ingests:
        return checks
    rows = RangeRows(settings, ingests[0].ingest_seq, ingests[-1].ingest_seq)
    claims = [_Claim(each.ingest_seq, each.topic_id, range_) for each in ingests for range_ in each.ranges]
    return [*checks, _counted(claims, rows), _explained(claims, rows, log)]


def _adjacent(before: Ingest | None, ingests: list[Ingest]) -> Check:
    ends: dict[str, dict[int, int]] = defaultdict(dict)
    if before is not None:
        ends[before.topic_id] = dict(before.end_offsets)
    broken: list[dict[str, Any]] = []
    for ingest in ingests:
        known = ends[ingest.topic_id]
        # What the topic had let go before the lake began was never the lake's; any other partition begins at 0.
        lake_begins = before is None and ingest is ingests[0]
        for range_ in ingest.ranges:
            expected = known.get(range_.partition, range_.start if lake_begins else 0)
            if range_.start != expected:
                kind = "lost" if range_.start > expected else "read twice"
                claim = _Claim(ingest.ingest_seq, ingest.topic_id, range_)
                broken.append(claim.stretch(*sorted((expected, range_.start))) | {"kind": kind})
            known[range_.partition] = range_.end
    return _check("ranges_are_adjacent", broken)


def prove_chain(before: Ingest | None, ingests: Iterable[Ingest]) -> Check:
    """Return whether the ledger's rows `ingests`, which follow `before`, are those that were written."""
    previous = before.content_hash if before else GENESIS_HASH
    broken: list[dict[str, Any]] = []
    for ingest in ingests:
        if ingest.prev_hash != previous:
            broken.append({"ingest_seq": ingest.ingest_seq, "why": "it does not follow the batch before it"})
        elif ingest.content_hash != chain_hash(ingest.prev_hash, ingest.topic_id, ingest.ranges):
            broken.append({"ingest_seq": ingest.ingest_seq, "why": "its ranges are not those that it was hashed with"})
        previous = ingest.content_hash
    return _check("hash_chain_holds", broken)


def _counted(claims: Iterable[_Claim], rows: RangeRows) -> Check:
    wrong: list[dict[str, Any]] = []
    unclaimed = rows.keys()
    for claim in claims:
        range_ = claim.range
        unclaimed.discard((claim.ingest_seq, range_.partition))
        offsets = rows.offsets(claim.ingest_seq, range_.partition)
        inside = np.unique(offsets[(offsets >= range_.start) & (offsets < range_.end)])
        if not len(offsets) == len(inside) == range_.records:
            wrong.append(
                claim.stretch(range_.start, range_.end)
                | {"records": range_.records, "rows": len(offsets), "distinct_offsets": len(inside)}
                | {"without_a_row": missing(inside, range_.start, range_.end)[:LISTED]}
            )
    wrong += [
        {"ingest_seq": seq, "partition": partition, "records": 0, "rows": len(rows.offsets(seq, partition))}
        for seq, partition in sorted(unclaimed)
    ]
    return _check("records_are_counted", wrong)


def _explained(claims: Iterable[_Claim], rows: RangeRows, log: Explains) -> Check:
    control = aborted = 0
    lost: list[dict[str, Any]] = []
    for claim in claims:
        range_ = claim.range
        held = rows.offsets(claim.ingest_seq, range_.partition)
        for start, end in missing(held, range_.start, range_.end):
            explanation = log.explain(Stretch(claim.topic_id, range_.partition, start, end))
            control += explanation.control
            aborted += explanation.aborted
            lost += _lost(claim, start, end, explanation)
    return _check("offsets_are_explained", lost, control=control, aborted=aborted)


def _lost(claim: _Claim, start: int, end: int, explanation: Explanation) -> Iterator[dict[str, Any]]:
    if explanation.unanswered:
        yield claim.stretch(start, end) | {"why": explanation.unanswered}
    for first, last in stretches(explanation.committed):
        yield claim.stretch(first, last) | {"why": "the log holds committed records there"}


def _check(name: str, problems: list[dict[str, Any]], **counts: int) -> Check:
    return Check(name, not problems, counts | {"problems": len(problems), "listed": problems[:LISTED]})
