"""Events produced while the driver is killed, the broker restarted and the checkpoint deleted, at random moments."""

import json
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.oracle.lake import Lake
from tests.oracle.topic import read_topic
from tests.oracle.verdict import Verdict, compare
from tests.support.generator import GeneratorRun
from tests.support.kafka import Broker
from tests.support.stream import StreamJob
from tests.support.waiting import wait_until

EVENTS, ALERTS = "ecommerce-events", "ecommerce-alerts"
CATCH_UP_SECONDS = 900
_SHARE_AT_WORK = 2 / 3


@dataclass(frozen=True)
class Trials:
    """What is done while `events` events are sent, `rate` a second.

    Two blows of three wait until the driver has written a batch; then a random time of up to `longest_pause` seconds
    passes. So the kills fall on batches and pauses between them, on upkeep, and on the start and the recovery as well.
    """

    events: int
    rate: int
    kills: int
    longest_pause: float
    seed: int
    shares: tuple[str, ...] = ("--duplicates=0.02", "--late=0.02", "--broken=0.01")


@dataclass(frozen=True)
class Outcome:
    """How it went: what the generator counted, what happened when, and what the oracle says in the end."""

    tally: dict[str, Any]
    verdict: Verdict
    chronicle: tuple[str, ...]
    unannounced: frozenset[str]
    """Alerts of the table that never came to the topic of alerts, and the other way round."""
    drain_exit_code: int
    fallen: tuple[str, ...]
    """Drivers that ended though nobody struck them: how, and the end of their log."""


class Ordeal:
    """One run of `Trials`, in a folder and with a broker of its own."""

    def __init__(self, home: Path, trials: Trials) -> None:
        self._trials = trials
        self._random = random.Random(trials.seed)
        self._broker = Broker(home / "kafka")
        # Upkeep runs all the time, so that blows fall on compactions too.
        self._stream = StreamJob(home, self._broker.bootstrap, EVENTS, HUB_UPKEEP_INTERVAL="3s")
        self._chronicle: list[str] = []
        self._fallen: list[str] = []
        self._struck = True
        self._batch_at_start = 0
        self._began = time.monotonic()

    def run(self) -> Outcome:
        """Send, strike, wait until all is read, and ask the oracle."""
        trials, bootstrap = self._trials, self._broker.bootstrap
        with self._broker, self._stream:
            self._broker.create_topic(EVENTS, 4, {"message.timestamp.type": "LogAppendTime"})
            self._broker.create_topic(ALERTS)
            options = (f"--count={trials.events}", f"--rate={trials.rate}", f"--seed={trials.seed}", *trials.shares)
            with GeneratorRun(bootstrap, EVENTS, *options) as sender:
                blows = [self._kill] * trials.kills + [self._restart_broker, self._delete_checkpoint]
                self._random.shuffle(blows)
                for blow in blows:
                    if self._random.random() < _SHARE_AT_WORK:
                        self._live_until(lambda: self._has_worked() or not sender.running, "a batch")
                    self._live(self._random.uniform(0, trials.longest_pause))
                    blow()
                self._live_until(lambda: not sender.running, "the generator")
                tally = sender.finish()
            self._live_until(self._stream.has_caught_up, "the end of the topic")
            exit_code = self._stream.drain()
            self._note(f"drained with exit code {exit_code}")
            verdict = compare(read_topic(bootstrap, EVENTS), self._stream.lake)
            announced = {json.loads(record.raw or b"")["alert_id"] for record in read_topic(bootstrap, ALERTS)}
            unannounced = frozenset(announced ^ Lake(self._stream.lake).alert_ids().keys())
            return Outcome(tally, verdict, tuple(self._chronicle), unannounced, exit_code, tuple(self._fallen))

    def _live(self, seconds: float) -> None:
        """Let a time pass, and start a driver whenever there is none, as Airflow does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._tended()
            time.sleep(0.1)

    def _live_until(self, condition: Callable[[], bool], what: str) -> None:
        wait_until(lambda: self._tended() and condition(), seconds=CATCH_UP_SECONDS, what=what, every=0.5)

    def _tended(self) -> bool:
        if not self._stream.running:
            self._look_whether_it_fell()
            self._struck = False
            self._stream.start()
            self._batch_at_start, _ = self._stream.progress()
            self._note("a driver starts")
        return True

    def _strike(self) -> None:
        self._look_whether_it_fell()
        self._stream.kill()
        self._struck = True

    def _look_whether_it_fell(self) -> None:
        if not self._stream.running and not self._struck:
            self._note(f"the driver ended by itself with exit code {self._stream.ended()}")
            self._fallen.append(f"{self._chronicle[-1]}\n{self._stream.log_tail()}")

    def _has_worked(self) -> bool:
        newest_batch, _ = self._stream.progress()
        return newest_batch > self._batch_at_start

    def _kill(self) -> None:
        self._strike()
        self._note("driver killed")

    def _restart_broker(self) -> None:
        self._broker.kill()
        self._note("broker killed")
        self._live(self._random.uniform(0, 5))
        self._broker.start()
        self._note("broker is back")

    def _delete_checkpoint(self) -> None:
        self._strike()
        if self._stream.checkpoint.exists():
            shutil.rmtree(self._stream.checkpoint)
        self._note("driver killed and checkpoint deleted")

    def _note(self, what: str) -> None:
        newest_batch, _ = self._stream.progress()
        self._chronicle.append(f"{time.monotonic() - self._began:.0f} s, after batch {newest_batch}: {what}")
