"""Alerts in the database, as the life cycle steps over them. Every step is part of the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from backend.alerts.delivery.outbox import write_deliveries
from backend.alerts.models import Alert, Signal, Transition
from backend.alerts.models.life import RESOLVED, SYSTEM
from hub.alert_life import SALE_TYPES, Row, comparison_of, rule_of

_ALIVE = ~Q(state=RESOLVED)
_COPIED = ("alert_type", "platform", "event_id", "product_id", "product_name", "warehouse", "message")
_AMOUNTS = ("value", "threshold", "timestamp", "raised_at", "historical")
FRESH = "the first event that was not old when it arrived"


class StoredAlerts:
    """What `hub.alert_life.step` asks for, kept in the tables of this app."""

    def open_about(self, subject: str) -> Alert | None:
        """Return the alert about this subject that has not ended."""
        return Alert.objects.filter(_ALIVE, subject=subject).first()

    def open_about_sale(self, platform: str, event_id: str) -> Iterable[Alert]:
        """Return the alerts about this sale that have not ended."""
        return Alert.objects.filter(_ALIVE, platform=platform, event_id=event_id, alert_type__in=SALE_TYPES)

    def open(self, row: Row, subject: str) -> Alert:
        """Begin an alert with the event that a rule fired on."""
        made = Alert.objects.create(
            alert_id=row["alert_id"],
            subject=subject,
            rule_id=rule_of(row),
            rule_version=row["rule_version"],
            comparison=comparison_of(row),
            last_value=row["value"],
            last_raised_at=row["raised_at"],
            **{name: row[name] for name in (*_COPIED, *_AMOUNTS)},
        )
        Signal.objects.create(alert_id=made.alert_id, part_of=made)
        write_down(made, at=made.raised_at, by=SYSTEM)
        return made

    def fold(self, alert: Alert, row: Row) -> None:
        """Count another event that the rule fired on as part of the alert."""
        Signal.objects.create(alert_id=row["alert_id"], part_of=alert)
        alert.events += 1
        alert.last_value, alert.last_raised_at = row["value"], row["raised_at"]
        if alert.historical and not row["historical"]:
            # Until now it was an alert of the past, which nobody was told of.
            alert.historical = False
            write_down(alert, at=row["raised_at"], by=SYSTEM, note=FRESH)
        alert.save()

    def refund(self, alert: Alert, amount: Decimal) -> Decimal:
        """Note a refund of the alert's sale; return what has been refunded by now."""
        alert.refunded += amount
        alert.save(update_fields=["refunded"])
        return alert.refunded

    def end(self, alert: Alert, row: Row, resolution: str) -> None:
        """End the alert."""
        at = row["ended_at"] if "kind" in row else row["raised_at"]
        resolve(alert, at=at, by=SYSTEM, resolution=resolution)


def resolve(alert: Alert, *, at: datetime, by: str, resolution: str, note: str = "") -> None:
    """End an alert."""
    alert.resolution = resolution
    move(alert, RESOLVED, at=at, by=by, note=note)


def move(alert: Alert, state: str, *, at: datetime, by: str, note: str = "") -> None:
    """Put an alert into a state and write down the step."""
    alert.state = state
    alert.save(update_fields=["state", "resolution"])
    write_down(alert, at=at, by=by, note=note)


def write_down(alert: Alert, *, at: datetime, by: str, note: str = "") -> None:
    """Write down the step that brought an alert into its state, and whom to tell."""
    Transition.objects.create(alert=alert, state=alert.state, at=at, by=by, note=note)
    write_deliveries(alert)
