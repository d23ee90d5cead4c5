"""A topic, a lake and a stream to do harm to."""

import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from kafka import KafkaProducer

from hub.tables import (
    ALERTS,
    BRONZE_EVENTS,
    BRONZE_INGESTS,
    BRONZE_QUARANTINE,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
    Table,
)
from tests.oracle.lake import Lake
from tests.oracle.topic import Record, read_topic
from tests.oracle.verdict import Verdict, compare
from tests.support.generator import generate
from tests.support.kafka import Broker
from tests.support.stream import StreamJob
from tests.support.waiting import wait_until

OUTPUTS = (BRONZE_EVENTS, BRONZE_QUARANTINE, SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK, ALERTS)
_COMMIT_SECONDS = 90
_ATTEMPTS = 20


class Scene:
    """One stack's live path on a broker, without the services around it."""

    def __init__(self, home: Path, broker: Broker, name: str) -> None:
        self.broker = broker
        self.events, self.alerts = f"{name}-events", f"{name}-alerts"
        # Upkeep is kept away, so that every commit seen in a table is a micro-batch's.
        self.stream = StreamJob(
            home, broker.bootstrap, self.events, HUB_ALERTS_TOPIC=self.alerts, HUB_UPKEEP_INTERVAL="1d"
        )
        self._former_topics: list[Record] = []
        self._seed = 0

    def create_topics(self) -> None:
        """Create the topic of the events with four partitions, and that of the alerts."""
        self.broker.create_topic(self.events, 4, {"message.timestamp.type": "LogAppendTime"})
        if not self._former_topics:
            self.broker.create_topic(self.alerts)

    def recreate_topic(self) -> None:
        """Delete the topic of the events, with all that is in it, and create it anew under the same name."""
        self._former_topics += read_topic(self.broker.bootstrap, self.events)
        self.broker.delete_topic(self.events)
        self.create_topics()

    def send(self, count: int) -> None:
        """Send events of the marketplaces, some of them late, repeated or broken, other ones at each call."""
        self._seed += 1
        shares = ("--duplicates=0.05", "--late=0.02", "--broken=0.03")
        generate(self.broker.bootstrap, self.events, f"--count={count}", f"--seed={self._seed}", "--past=2h", *shares)

    def send_again(self, count: int) -> None:
        """Deliver the topic's first events a second time, as a marketplace that saw no receipt does."""
        with KafkaProducer(bootstrap_servers=self.broker.bootstrap, acks="all") as producer:
            for record in read_topic(self.broker.bootstrap, self.events)[:count]:
                producer.send(self.events, record.raw, partition=record.partition)

    def verdict(self) -> Verdict:
        """Ask the oracle, once the stream has read all there is."""
        self.stream.wait_until_caught_up()
        return compare(self._former_topics + read_topic(self.broker.bootstrap, self.events), self.stream.lake)

    def delete(self, *folders: Path) -> None:
        """Delete folders as an operator's slip would."""
        for folder in folders:
            shutil.rmtree(folder)

    def tear_a_batch(self) -> None:
        """Kill the driver when a batch is in some of the tables and not in `ingests`.

        Nothing in the product helps: the tables' logs are watched, and whenever the driver was quicker it has another
        batch to write.
        """
        for _ in range(_ATTEMPTS):
            self.stream.wait_until_caught_up()
            next_commits = [self._next_commit(table.name) for table in (*OUTPUTS, BRONZE_INGESTS)]
            self.send(100)
            wait_until(
                partial(_any_exists, next_commits), seconds=_COMMIT_SECONDS, what="the next batch's commit", every=0.001
            )
            self.stream.kill()
            if self.is_torn():
                return
            self.stream.start()
        raise RuntimeError(f"The driver finished {_ATTEMPTS} batches before it could be killed inside one.")

    def is_torn(self) -> bool:
        """Whether some table has rows of a batch that `ingests` does not have."""
        return max(self._numbers(OUTPUTS), default=0) > max(self._numbers([BRONZE_INGESTS]), default=0)

    def __enter__(self) -> Self:
        self.create_topics()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.kill()

    def _next_commit(self, table: str) -> Path:
        log = self.stream.lake / table / "_delta_log"
        newest = max(int(path.stem) for path in log.glob("*.json") if path.stem.isdigit())
        return log / f"{newest + 1:020}.json"

    def _numbers(self, tables: Iterable[Table]) -> Iterator[int]:
        lake = Lake(self.stream.lake)
        for table in tables:
            yield from (row["ingest_seq"] for row in lake.rows(table.name, "ingest_seq"))


def _any_exists(paths: list[Path]) -> bool:
    return any(path.exists() for path in paths)
