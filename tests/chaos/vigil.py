"""Readers who never look away while reconciliations publish, are killed, and events of every kind flow."""

import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from hub.durations import parse_duration
from hub.settings import load_settings
from tests.browser.site import Site, free_port
from tests.chaos.readers import Readers
from tests.chaos.reconciling import STEPS, Reconciler
from tests.chaos.redeliveries import redeliver
from tests.oracle.answers import SUMMARY, TOP, WINDOWS, Question
from tests.oracle.lake import Lake
from tests.oracle.merged import MergedRecount
from tests.oracle.serving import Serving, moment_of
from tests.oracle.topic import read_topic
from tests.oracle.verdict import ZONE
from tests.support.generator import GeneratorRun, generate
from tests.support.kafka import Broker
from tests.support.stream import StreamJob

# So short that what comes again between two reconciliations is let through, and both layers differ.
_HORIZON = "5s"


@dataclass(frozen=True)
class Watch:
    """How long readers watch: `runs` reconciliations, of which those named in `killed` (from 0) are killed."""

    runs: int
    killed: frozenset[int]
    first_events: int
    events_a_second: int
    redelivered: int
    """Records that come again before each run."""
    asked_again: int
    """Receipts that are asked for again in the end."""
    seed: int
    rate: float = 28.0


@dataclass(frozen=True)
class Seen:
    """What came of it. `problems` is empty when every answer was right."""

    problems: tuple[str, ...]
    refusals: tuple[str, ...]
    given_again: int
    """Of the receipts asked for again, those that gave the same bytes."""
    answers: int
    different_answers: int
    rate: float
    seams: tuple[int, ...]
    """The seams that answers named, and those of the publications: the same, when no moment was missed."""
    published: tuple[int, ...]
    records: int
    kinds: Counter[str]
    """How many valid events of each type came in."""
    let_through: int
    """Repeats that the stream counted, and the batch view not."""
    chronicle: tuple[str, ...]


class Vigil:
    """One stack without Airflow: a stream, a server, and reconciliations by plain `spark-submit`."""

    def __init__(self, home: Path, broker: Broker, name: str, watch: Watch) -> None:
        self._broker = broker
        self._topic = name
        self._watch = watch
        self._random = random.Random(watch.seed)
        variables = {
            "HUB_KAFKA_BOOTSTRAP": broker.bootstrap,
            "HUB_EVENTS_TOPIC": name,
            "HUB_ALERTS_TOPIC": f"{name}-alerts",
            "HUB_DEDUP_HORIZON": _HORIZON,
            # Covered speed rows are pruned and compacted under the readers' eyes.
            "HUB_UPKEEP_INTERVAL": "10s",
        }
        self._stream = StreamJob(home, broker.bootstrap, name, **variables)
        self._reconciler = Reconciler(self._stream.settings, variables)
        self._site = Site(load_settings(home=home, api_port=free_port()))
        self._chronicle: list[str] = []
        self._began = time.monotonic()

    def keep(self) -> Seen:
        """Watch, then compare every answer with the recount."""
        watch = self._watch
        self._broker.create_topic(self._topic, 4, {"message.timestamp.type": "LogAppendTime"})
        self._broker.create_topic(f"{self._topic}-alerts")
        generate(
            self._broker.bootstrap, self._topic, f"--count={watch.first_events}", "--past=2h", *self._shares(watch.seed)
        )
        with self._stream:
            self._stream.start()
            self._stream.wait_until_caught_up()
            self._site.start()
            try:
                readers = Readers(
                    self._site.settings.api_port,
                    self._site.manage("token", "--role", "viewer"),
                    _questions(datetime.now(UTC)),
                    rate=watch.rate,
                )
                with readers:
                    self._live()
                again = self._random.sample(sorted(readers.answers, key=lambda asked: asked[1]), watch.asked_again)
                given_again = sum(self._given_again(readers, body) for _, body in again)
            finally:
                self._site.stop()
            self._stream.drain()
        return self._judged(readers, given_again)

    def _live(self) -> None:
        options = (f"--rate={self._watch.events_a_second}", *self._shares(self._watch.seed + 1))
        with GeneratorRun(self._broker.bootstrap, self._topic, *options):
            for number in range(self._watch.runs):
                redeliver(self._broker.bootstrap, self._topic, self._watch.redelivered, self._random)
                if number in self._watch.killed:
                    step = self._random.choice(STEPS)
                    self._reconciler.run_and_kill(step, self._random)
                    self._note(f"a reconciliation is killed after its commit to {step}")
                else:
                    self._reconciler.run()
                    self._note("a reconciliation has published")
        self._stream.wait_until_caught_up()

    def _shares(self, seed: int) -> tuple[str, ...]:
        return (f"--seed={seed}", "--duplicates=0.05", "--late=0.05", "--broken=0.02", "--refunds=0.05")

    def _given_again(self, readers: Readers, body: bytes) -> bool:
        receipt = json.loads(body)["receipt"]
        return readers.ask(f"receipts/{quote(receipt, safe='')}/") == (200, body)

    def _judged(self, readers: Readers, given_again: int) -> Seen:
        records, lake = read_topic(self._broker.bootstrap, self._topic), Lake(self._stream.lake)
        recount = MergedRecount(records, lake.ingests(), parse_duration(_HORIZON), ZONE)
        problems = Serving(self._stream.lake, recount).problems(readers.answers)
        seams = {moment_of(json.loads(body)["receipt"]).seam for _, body in readers.answers}
        return Seen(
            problems=tuple(problems),
            refusals=tuple(readers.refusals),
            given_again=given_again,
            answers=readers.answers.total(),
            different_answers=len(readers.answers),
            rate=readers.rate,
            seams=tuple(sorted(seams)),
            published=(0, *sorted({row["seam"] for row in lake.rows("publications", "seam")})),
            records=len(records),
            kinds=Counter(each.fact.event_type for each in recount.arrivals),
            let_through=len(recount.let_through),
            chronicle=tuple(self._chronicle),
        )

    def _note(self, what: str) -> None:
        newest, _ = self._stream.progress()
        seam = max((row["seam"] for row in Lake(self._stream.lake).rows("publications", "seam")), default=0)
        self._chronicle.append(f"{time.monotonic() - self._began:.0f} s, batch {newest}, seam {seam}: {what}")


def _questions(now: datetime) -> list[Question]:
    hour = now.replace(minute=0, second=0, microsecond=0)
    period = hour - timedelta(days=5), hour + timedelta(hours=2)
    return [
        Question(WINDOWS, *period),
        Question(SUMMARY, *period),
        Question(TOP, *period),
        Question(WINDOWS, hour - timedelta(hours=1), period[1], 10),
    ]
