"""Quarantined records that the contract of today would take: they go to the topic again, and the stream reads them.

The stream stays the only writer of bronze. Each record carries headers that name where it lay first.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from kafka import KafkaProducer
from kafka.errors import KafkaError

from hub.contract import Event, Rejection, parse
from hub.errors import BrokerError
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, BRONZE_QUARANTINE

_LOOKED_UP = 10_000


@dataclass(frozen=True)
class Replayable:
    """A quarantined record that is an event now: its bytes, what it says, and its headers."""

    raw: bytes
    event: Event
    headers: list[tuple[str, bytes]]

    @property
    def key(self) -> bytes:
        """The key that keeps a product's messages in order."""
        return f"{self.event.platform}:{self.event.product_id}".encode()


@dataclass(frozen=True)
class ReplayPlan:
    """What a replay would do: send `records`; `arrived` ones came since, and `rejected` are still no events."""

    records: list[Replayable]
    arrived: int
    rejected: Counter[str]

    @property
    def told(self) -> dict[str, Any]:
        """The plan as a report shows it."""
        return {"to_send": len(self.records), "arrived_since": self.arrived, "still_rejected": dict(self.rejected)}


def plan_replay(settings: Settings, *, since: datetime | None, until: datetime | None) -> ReplayPlan:
    """Read again by the contract of now what was quarantined in [`since`, `until`)."""
    records: list[Replayable] = []
    rejected: Counter[str] = Counter()
    for row in _quarantined(settings, since, until):
        outcome = parse(
            row["raw"], now=datetime.now(UTC), zone=settings.event_zone, max_bytes=settings.max_record_bytes
        )
        if isinstance(outcome, Rejection):
            rejected[outcome.reason] += 1
        else:
            records.append(Replayable(row["raw"], outcome, _headers(row)))
    arrived = _arrived(settings, [each.event for each in records])
    fresh = [each for each in records if (each.event.platform, each.event.event_id) not in arrived]
    return ReplayPlan(fresh, len(records) - len(fresh), rejected)


def send(settings: Settings, plan: ReplayPlan) -> int:
    """Produce the plan's records to the events topic; return how many the broker acknowledged. Raises BrokerError."""
    producer = KafkaProducer(bootstrap_servers=settings.kafka_bootstrap, acks="all")
    try:
        deliveries = [
            producer.send(settings.events_topic, key=each.key, value=each.raw, headers=each.headers)
            for each in plan.records
        ]
        producer.flush()
        for delivery in deliveries:
            delivery.get(timeout=30)
    except KafkaError as error:
        raise BrokerError(
            f"Not every record was acknowledged: {error!r}.",
            hint="Run this again: records that have arrived are not sent twice.",
        ) from error
    finally:
        producer.close()
    return len(deliveries)


def _quarantined(settings: Settings, since: datetime | None, until: datetime | None) -> Iterator[dict[str, Any]]:
    condition = pc.field("raw").is_valid()
    if since is not None:
        condition &= pc.field("ingested_at") >= pa.scalar(since, pa.timestamp("us", tz="UTC"))
    if until is not None:
        condition &= pc.field("ingested_at") < pa.scalar(until, pa.timestamp("us", tz="UTC"))
    columns = ["topic_id", "partition", "offset", "raw", "reason"]
    rows = open_table(settings, BRONZE_QUARANTINE).to_pyarrow_dataset().scanner(columns=columns, filter=condition)
    for batch in rows.to_batches():
        yield from batch.to_pylist()


def _headers(row: dict[str, Any]) -> list[tuple[str, bytes]]:
    origin = f"{row['topic_id']}/{row['partition']}/{row['offset']}"
    return [("replayed-from", origin.encode()), ("replayed-reason", row["reason"].encode())]


def _arrived(settings: Settings, events: list[Event]) -> set[tuple[str, str]]:
    """Return which of these identities bronze has, so that a second replay sends nothing twice."""
    bronze = open_table(settings, BRONZE_EVENTS).to_pyarrow_dataset()
    found: set[tuple[str, str]] = set()
    for start in range(0, len(events), _LOOKED_UP):
        wanted = pa.array([each.event_id for each in events[start : start + _LOOKED_UP]])
        rows = bronze.to_table(columns=["platform", "event_id"], filter=pc.field("event_id").isin(wanted))
        found |= set(zip(rows["platform"].to_pylist(), rows["event_id"].to_pylist(), strict=True))
    return found
