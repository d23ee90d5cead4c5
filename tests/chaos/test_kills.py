"""Kills, a restart of the broker and a deleted checkpoint change nothing of what the lake says."""

from pathlib import Path

import pytest

from tests.chaos.ordeal import Ordeal, Trials

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


def test_every_acknowledged_record_arrives_once_and_the_sums_are_exact_whatever_is_killed(tmp_path: Path) -> None:
    outcome = Ordeal(tmp_path, Trials(events=6_000, rate=150, kills=2, longest_pause=5, seed=4)).run()
    assert outcome.verdict.differences == ()
    assert outcome.verdict.records == outcome.tally["acknowledged"] == 6_000
    assert outcome.unannounced == frozenset()
    assert outcome.fallen == ()
    assert outcome.drain_exit_code == 0
