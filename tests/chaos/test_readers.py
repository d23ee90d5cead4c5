"""Whoever reads while a reconciliation publishes, or dies, reads numbers of one moment, to the cent."""

from pathlib import Path

import pytest

from tests.chaos.vigil import Vigil, Watch
from tests.support.kafka import Broker

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


def test_every_answer_during_reconciliations_equals_the_recount_for_its_receipt(broker: Broker, tmp_path: Path) -> None:
    watch = Watch(
        runs=2, killed=frozenset({0}), first_events=500, events_a_second=20, redelivered=100, asked_again=5, seed=11
    )
    seen = Vigil(tmp_path, broker, "readers", watch).keep()
    assert seen.problems == ()
    assert seen.refusals == ()
    assert seen.given_again == watch.asked_again
    assert seen.seams == seen.published
    assert len(seen.published) > 1
    # Otherwise an old seam with a new batch view would say the same.
    assert seen.let_through > 0
    assert seen.kinds.keys() >= {"sale", "refund", "cancellation"}
