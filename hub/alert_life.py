"""The life of alerts: which of the events that a rule fired on are one alert, and what ends it.

One definition, stepped by Django over what the stream wrote and by a backtest over what it would have written. Rows
are those of the tables `alerts` and `alert_endings`, taken in the order in which their events came.

A level (stock) has at most one open alert for each rule, platform, product and warehouse: what fires meanwhile belongs
to it, and it ends when a later value has recovered. A sale is an alert of its own; it ends when the sale is cancelled,
or refunded so far that what remains of it no longer fires.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from hub.rules import COMPARISONS, LEVELS, METRICS, SALE_METRICS

RECOVERED, REFUND, CANCELLATION = "recovered", "refund", "cancellation"
RETRACTED, HISTORICAL = "retracted", "historical"

Row = Mapping[str, Any]


def _types(metrics: Iterable[str]) -> frozenset[str]:
    return frozenset(name for metric in metrics for name in (METRICS[metric].low, METRICS[metric].high))


LEVEL_TYPES = _types(LEVELS)
SALE_TYPES = _types(SALE_METRICS)
_TOTAL_TYPES = _types(["sale_total"])


class Alert(Protocol):
    """What the life cycle must know of an alert that is kept somewhere."""

    @property
    def alert_type(self) -> str:
        """What it is called."""

    @property
    def value(self) -> Decimal:
        """What its rule fired on."""

    @property
    def threshold(self) -> Decimal:
        """What the value was compared with."""

    @property
    def comparison(self) -> str:
        """How the two were compared."""


A = TypeVar("A", bound=Alert)


class Alerts(Protocol[A]):
    """Where the alerts are kept."""

    def open_about(self, subject: str) -> A | None:
        """Return the alert about this subject that has not ended."""

    def open_about_sale(self, platform: str, event_id: str) -> Iterable[A]:
        """Return the alerts about this sale that have not ended."""

    def open(self, row: Row, subject: str) -> A:
        """Begin an alert with the event that a rule fired on."""

    def fold(self, alert: A, row: Row) -> None:
        """Count another event that the rule fired on as part of the alert."""

    def refund(self, alert: A, amount: Decimal) -> Decimal:
        """Note a refund of the alert's sale; return what has been refunded by now."""

    def end(self, alert: A, row: Row, resolution: str) -> None:
        """End the alert."""


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows of both tables in the order in which their events came."""
    return sorted(rows, key=_place)


def live(alerts: Alerts[A], rows: Iterable[Row], known: Iterable[str] = ()) -> None:
    """Step over rows in order, each `alert_id` once: a repeat that came past the horizon raises nothing again.

    `known` are those of earlier rows.
    """
    seen = set(known)
    for row in in_order(rows):
        alert_id = row.get("alert_id")
        if alert_id is None:
            step(alerts, row)
        elif alert_id not in seen:
            seen.add(alert_id)
            step(alerts, row)


def step(alerts: Alerts[A], row: Row) -> None:
    """Take one row in: an ending has a `kind`, an event that a rule fired on has none."""
    kind = row.get("kind")
    if kind is None:
        _raised(alerts, row)
    elif kind == RECOVERED:
        alert = alerts.open_about(subject_of(row))
        if alert is not None:
            alerts.end(alert, row, RECOVERED)
    elif row["refers_to"] is not None:
        for alert in alerts.open_about_sale(row["platform"], row["refers_to"]):
            if kind == CANCELLATION or _no_longer_fires(alerts, alert, row["value"]):
                alerts.end(alert, row, RETRACTED)


def subject_of(row: Row) -> str:
    """Return what there is at most one open alert about: a level, or the one event that happened."""
    if row.get("kind") == RECOVERED or row["alert_type"] in LEVEL_TYPES:
        return "|".join((rule_of(row), row["platform"], row["product_id"] or "", row["warehouse"] or ""))
    return str(row["alert_id"])


def rule_of(row: Row) -> str:
    """Return the rule that fired. Rows from before there were rules are those of the default rules."""
    return str(row["rule_id"] or row["alert_type"])


def comparison_of(row: Row) -> str:
    """Return how the rule compared."""
    return str(row["comparison"] or ("below" if row["alert_type"] == "LOW_STOCK" else "above"))


def _raised(alerts: Alerts[A], row: Row) -> None:
    subject = subject_of(row)
    open_alert = alerts.open_about(subject)
    if open_alert is not None:
        alerts.fold(open_alert, row)
        return
    made = alerts.open(row, subject)
    if row["historical"] and row["alert_type"] not in LEVEL_TYPES:
        # It happened, long ago: there is nothing left to do about it.
        alerts.end(made, row, HISTORICAL)


def _no_longer_fires(alerts: Alerts[A], alert: A, amount: Decimal) -> bool:
    refunded = alerts.refund(alert, amount)
    if alert.alert_type not in _TOTAL_TYPES:
        return False
    return not COMPARISONS[alert.comparison](alert.value - refunded, alert.threshold)


def _place(row: Row) -> tuple[int, int, int, bool]:
    # Rows from before there were rules do not say where their event lay.
    partition, offset = (-1 if row[name] is None else row[name] for name in ("partition", "offset"))
    return row["ingest_seq"], partition, offset, "kind" in row
