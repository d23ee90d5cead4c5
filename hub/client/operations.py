"""Rows about alerts, rules, publications, runs and pins; each class mirrors a shape of `openapi.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Alert:
    """An event that a rule fired on; `state` and `resolution` are those of the alert that it is `part_of`."""

    alert_id: str
    alert_type: str
    timestamp: datetime
    raised_at: datetime
    platform: str
    message: str
    event_id: str
    product_id: str | None
    product_name: str | None
    value: Decimal
    threshold: Decimal
    historical: bool
    rule_id: str
    rule_version: int | None
    warehouse: str | None
    state: str | None
    resolution: str | None
    part_of: str | None


@dataclass(frozen=True)
class Step:
    """A change of an alert's state."""

    state: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True)
class AlertLife(Alert):
    """An alert with what happened to it."""

    events: int
    last_value: Decimal
    last_raised_at: datetime
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class QuietHours:
    """Hours in which nobody is told; `from_` may be later than `to`."""

    from_: str
    to: str
    zone: str


@dataclass(frozen=True)
class Rule:
    """One version of an alert rule; empty lists mean all."""

    rule_id: str
    version: int
    name: str
    alert_type: str
    metric: str
    comparison: str
    threshold: Decimal
    recover: Decimal | None
    platforms: tuple[str, ...]
    product_ids: tuple[str, ...]
    warehouses: tuple[str, ...]
    quiet_hours: QuietHours | None
    enabled: bool
    deleted: bool
    created_at: datetime
    created_by: str
    published_at: datetime | None


@dataclass(frozen=True)
class RuleLife(Rule):
    """A rule with every version that it ever had."""

    history: tuple[Rule, ...]


@dataclass(frozen=True)
class PublicationOfThen:
    """What one publication made visible."""

    publication_id: str
    published_at: datetime
    seam: int
    batch_version: int
    batch_products_version: int
    silver_version: int
    verdict: str
    in_effect: bool
    actor: str
    reason: str


@dataclass(frozen=True)
class Publication(PublicationOfThen):
    """A publication; `seam_at`, of the one in effect, is when the batch of its seam came in."""

    seam_at: datetime | None


@dataclass(frozen=True)
class Reconciliation:
    """What a reconciliation found; `drift` is by cause."""

    publication_id: str
    published_at: datetime
    seam: int
    verdict: str
    events: int | None
    drift: Any
    checks: Any


@dataclass(frozen=True)
class Run:
    """A run of a DAG; `outcome` says what came of it, `told` what it said of itself."""

    dag_id: str
    run_id: str
    location: str
    airflow_url: str
    state: str
    outcome: str
    told: Any
    params: Mapping[str, Any]
    queued_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen unless somebody decides; a run that waits for approval has not ended."""
        return self.state in ("success", "failed")


@dataclass(frozen=True)
class Pin:
    """A report, or a publication alone, that is kept for ever."""

    pin_id: str
    pinned_at: datetime
    name: str | None
    author: str
    reason: str
    publication_id: str | None
    receipt: str | None
    sha256: str | None
