"""What a run sent and what the broker acknowledged, for people and for programs."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

from generator.disturbances import Message


@dataclass
class Tally:
    """Counts of one run; those by type and by disturbance are of what was sent."""

    sent: int = 0
    acknowledged: int = 0
    seconds: float = 0.0
    by_type: Counter[str] = field(default_factory=Counter)
    by_disturbance: Counter[str] = field(default_factory=Counter)
    first_failure: str | None = None
    """What the broker, or the way to it, said of the first message that was not acknowledged."""

    def count(self, message: Message) -> None:
        """Count one message as sent. A broken one has no type."""
        self.sent += 1
        if message.disturbance is not None:
            self.by_disturbance[message.disturbance] += 1
        if message.disturbance != "broken":
            self.by_type[message.event_type] += 1

    def add(self, other: Self) -> None:
        """Add the counts of a worker that ran at the same time."""
        self.sent += other.sent
        self.acknowledged += other.acknowledged
        self.seconds = max(self.seconds, other.seconds)
        self.by_type += other.by_type
        self.by_disturbance += other.by_disturbance
        self.first_failure = self.first_failure or other.first_failure

    @property
    def lost(self) -> int:
        """Messages that were sent and not acknowledged."""
        return self.sent - self.acknowledged

    @property
    def rate(self) -> float:
        """Acknowledged messages a second."""
        return self.acknowledged / self.seconds if self.seconds else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the counts as `hub generate --json` prints them."""
        return {
            "sent": self.sent,
            "acknowledged": self.acknowledged,
            "not_acknowledged": self.lost,
            "by_type": dict(sorted(self.by_type.items())),
            **{name: self.by_disturbance[name] for name in ("repeated", "late", "out_of_order", "broken")},
            "seconds": round(self.seconds, 3),
            "events_per_second": round(self.rate, 1),
        }

    def as_text(self) -> str:
        """Return the counts as one paragraph for a person."""
        types = ", ".join(f"{name} {number:,}" for name, number in self.by_type.most_common())
        disturbances = ", ".join(
            f"{name.replace('_', ' ')} {number:,}" for name, number in self.by_disturbance.most_common()
        )
        return (
            f"{self.acknowledged:,} of {self.sent:,} acknowledged in {self.seconds:,.1f} s"
            f" ({self.rate:,.0f} a second): {types or 'nothing'}. Of these: {disturbances or 'none disturbed'}."
        )
