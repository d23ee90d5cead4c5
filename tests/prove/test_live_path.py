"""The live path at full scale: exact after kills, one driver at a time, rebuilt after losses."""

import random
import time
from pathlib import Path

import pytest

from hub.errors import EXIT_LEASE_HELD
from tests.chaos.drivers import kill_parent, start_second_driver
from tests.chaos.losses import LOSSES, kill_and_lose
from tests.chaos.ordeal import Ordeal, Trials
from tests.chaos.scene import Scene
from tests.oracle.verdict import Verdict
from tests.prove.evidence import bullets, table, what_was_compared, write_evidence
from tests.support.kafka import Broker

pytestmark = pytest.mark.prove

EVENTS = 200_000


def test_kills_a_broker_restart_and_a_deleted_checkpoint_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    outcome = Ordeal(tmp_path, Trials(events=EVENTS, rate=700, kills=5, longest_pause=15, seed=seed)).run()
    tally = outcome.tally
    write_evidence(
        "kills",
        "Kills, a broker restart and a deleted checkpoint",
        f"{tally['sent']:,} events sent with seed {seed}, {tally['acknowledged']:,} acknowledged. Of them "
        f"{tally['repeated']:,} were repeated, {tally['late']:,} late by up to 3 days, {tally['broken']:,} broken. "
        "Every kill is `kill -9`; whenever no driver runs, one is started.",
        "## What happened",
        bullets(outcome.chronicle),
        "## What the oracle compared",
        "Bronze and quarantine with the topic, record by record and byte by byte; the sums with the recount of a "
        "program that shares no code with the product, per pane and platform, per hour and product; the last "
        "stocks; the alerts, once each in their table and all of them in their topic.",
        what_was_compared(outcome.verdict),
    )
    assert outcome.verdict.differences == ()
    assert outcome.verdict.records == tally["acknowledged"] == EVENTS
    assert outcome.unannounced == frozenset()
    assert outcome.fallen == ()
    assert outcome.drain_exit_code == 0


def test_every_loss_is_made_good_to_the_same_cents(broker: Broker, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = []

    def go_on(lost: str, when: str) -> Verdict:
        began = time.monotonic()
        scene.stream.start()
        scene.send(1_000)
        verdict = scene.verdict()
        seconds, revenue = time.monotonic() - began, verdict.counted.total().revenue
        rows.append((lost, when, f"{seconds:.0f} s", f"R$ {revenue:,.2f}", len(verdict.differences)))
        return verdict

    with Scene(tmp_path, broker, "losses") as scene:
        scene.send(EVENTS)
        verdicts = [go_on("nothing", "never")]
        for torn, when in ((False, "between batches"), (True, "inside a batch")):
            for what, lost in LOSSES.items():
                kill_and_lose(scene, lost, torn=torn)
                verdicts.append(go_on(what, when))
        scene.stream.kill()
        scene.recreate_topic()
        verdicts.append(go_on("the topic, created again", "between batches"))
    write_evidence(
        "losses",
        "Lost speed tables, checkpoints and a lost topic",
        f"A lake of {EVENTS:,} events and more. Each time the driver is killed with `kill -9`, between two batches or "
        "when a batch is in some tables and not in `ingests`; what the row names is deleted; 20 old events come again "
        "and 1,000 new ones; a driver starts. The seconds run from its start until the lake has everything and has "
        "been compared with the recount.",
        table(("deleted", "killed", "until compared", "net revenue", "differences"), rows),
        "## The last comparison",
        what_was_compared(verdicts[-1]),
    )
    assert [verdict.differences for verdict in verdicts] == [()] * len(verdicts)


def test_a_second_driver_is_refused_and_an_orphan_ends(broker: Broker, tmp_path: Path) -> None:
    with Scene(tmp_path, broker, "one-driver") as scene:
        scene.stream.start(submitted=True)
        scene.send(1_000)
        scene.stream.wait_until_caught_up()
        exit_code, message = start_second_driver(scene)
        message = message.replace(str(scene.stream.settings.root), "HUB_HOME")
        seconds = kill_parent(scene)
    write_evidence(
        "one-driver",
        "One driver a checkpoint, and no orphan",
        f"A second driver on the same checkpoint ended with exit code {exit_code} and said:",
        f"    {message}",
        "The process that had submitted the first one was killed with `kill -9`: the driver, its Java and its Python "
        f"processes were gone after {seconds:.1f} s.",
    )
    assert exit_code == EXIT_LEASE_HELD
