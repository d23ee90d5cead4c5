"""Rows about who is told of alerts. Each class mirrors a shape of `docs/reference/openapi.json`."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Channel:
    """A way to tell somebody; empty `rule_ids` mean alerts of all rules."""

    id: int
    name: str
    kind: str
    target: str
    rule_ids: tuple[str, ...]
    enabled: bool


@dataclass(frozen=True)
class NewChannel(Channel):
    """A channel that was just made, with the secret of its signatures, which is told only now."""

    secret: str


@dataclass(frozen=True)
class Delivery:
    """One message to one channel; `key` is what the receiver tells repeats by."""

    id: int
    key: str
    channel: int
    channel_name: str
    alert_id: str
    event: str
    state: str
    tries: int
    problem: str
    made_at: datetime
    due_at: datetime
    delivered_at: datetime | None
