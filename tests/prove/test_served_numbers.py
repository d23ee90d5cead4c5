"""The numbers that people read, at full scale: right to the cent while the batch view is made, published and killed."""

import random
from pathlib import Path

import pytest

from tests.chaos.vigil import Vigil, Watch
from tests.prove.evidence import bullets, table, write_evidence
from tests.support.kafka import Broker

pytestmark = pytest.mark.prove

LEAST_RATE = 20


def test_every_answer_during_ten_reconciliations_equals_the_recount_for_its_receipt(
    broker: Broker, tmp_path: Path
) -> None:
    chance = random.SystemRandom()
    watch = Watch(
        runs=10,
        killed=frozenset(chance.sample(range(10), 2)),
        first_events=20_000,
        events_a_second=50,
        redelivered=300,
        asked_again=100,
        seed=chance.randrange(1_000_000),
    )
    seen = Vigil(tmp_path, broker, "served-numbers", watch).keep()
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in seen.kinds.most_common())
    rows = [
        ("answers, each 200", f"{seen.answers:,}"),
        ("answers a second", f"{seen.rate:.1f}"),
        ("different answers (receipt, question and bytes)", f"{seen.different_answers:,}"),
        ("not answered", f"{len(seen.refusals):,}"),
        ("publications, by seam", ", ".join(map(str, seen.published))),
        ("seams in the answers' receipts", ", ".join(map(str, seen.seams))),
        ("records in the topic", f"{seen.records:,}"),
        ("valid events", f"{sum(seen.kinds.values()):,} ({kinds})"),
        ("repeats that the stream counted and the batch view not", f"{seen.let_through:,}"),
        ("receipts asked for again, the same bytes", f"{seen.given_again} of {watch.asked_again}"),
        ("answers that differ from the recount for their receipt", f"**{len(seen.problems)}**"),
    ]
    write_evidence(
        "served-numbers",
        "What is served while reconciliations publish and die",
        f"Readers ask for windows (tumbling and sliding), totals and products without a pause, while {watch.runs} "
        f"reconciliations run and {len(watch.killed)} of them are killed with `kill -9` (seed {watch.seed}). "
        f"Meanwhile {watch.events_a_second} events a second arrive, some of them repeated, late by up to 3 days, "
        f"broken, refunded or cancelled; before each run {watch.redelivered} records are delivered once more, later "
        "than the horizon of live de-duplication (5 s), a fifth of the sales among them with another amount. Covered "
        "speed rows are pruned and compacted all the time.",
        "## What happened",
        bullets(seen.chronicle),
        "## What the oracle compared",
        "Each answer with the recount of the topic in plain Python: first arrivals up to the seam of its receipt, and "
        "past it what the stream's rule counts up to the newest batch that the named versions hold. Every row and "
        "measure, the settled share, the time, and that seam and batch versions are those of one publication.",
        table(("what", "how many"), rows),
    )
    assert seen.problems == ()
    assert seen.refusals == ()
    assert seen.given_again == watch.asked_again
    assert seen.seams == seen.published
    assert seen.rate >= LEAST_RATE
