"""Changes to alerts: what the lake says, and what people do."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from backend.accounts.audit import record_action
from backend.alerts.life.selectors import alert_of
from backend.alerts.life.store import StoredAlerts, move, resolve
from backend.alerts.models import Alert, Cursor, Signal
from backend.alerts.models.life import ACKNOWLEDGED, OPEN, RESOLVED, SYSTEM
from backend.api.errors import ApiError
from hub.alert_life import Row, live
from hub.rules import Rule

_ONLY_ROW = 1
BY_HAND, RULE_ENDED = "by_hand", "rule_ended"


def taken_in() -> int:
    """Return the newest batch whose rows have been taken in."""
    return Cursor.objects.filter(pk=_ONLY_ROW).values_list("ingest_seq", flat=True).first() or 0


@transaction.atomic
def take_in(*, rows: Sequence[Row], before: int, until: int) -> bool:
    """Take in the rows of the whole batches after `before` up to `until`, all or none.

    Returns False, and does nothing, when another server has taken some of them in meanwhile.
    """
    cursor = _wait_for_turn()
    if cursor.ingest_seq != before:
        return False
    ids = [row["alert_id"] for row in rows if "alert_id" in row]
    live(StoredAlerts(), rows, Signal.objects.filter(alert_id__in=ids).values_list("alert_id", flat=True))
    cursor.ingest_seq = until
    cursor.save()
    return True


@transaction.atomic
def acknowledge(*, actor: User, alert_id: str, note: str = "") -> Alert:
    """Say that somebody is looking after an alert. Raises ApiError unless it is open."""
    alert = _locked(alert_id, OPEN)
    move(alert, ACKNOWLEDGED, at=timezone.now(), by=actor.get_username(), note=note)
    record_action(actor=actor, action="alert.acknowledge", target=alert.alert_id, detail={"note": note})
    return alert


@transaction.atomic
def resolve_by_hand(*, actor: User, alert_id: str, note: str = "") -> Alert:
    """Say that nothing is left to do about an alert. Raises ApiError when it has ended."""
    alert = _locked(alert_id, OPEN, ACKNOWLEDGED)
    resolve(alert, at=timezone.now(), by=actor.get_username(), resolution=BY_HAND, note=note)
    record_action(actor=actor, action="alert.resolve", target=alert.alert_id, detail={"note": note})
    return alert


def end_alerts_of(*, rule: Rule) -> None:
    """End the open alerts about levels that a rule, as it is now, no longer watches. Part of the rule's change."""
    if not rule.is_level:
        return
    _wait_for_turn()
    for alert in Alert.objects.exclude(state=RESOLVED).filter(rule_id=rule.rule_id):
        is_watched = alert.alert_type == rule.alert_type and rule.covers(
            alert.platform, alert.product_id, alert.warehouse
        )
        if not (rule.enabled and is_watched):
            resolve(alert, at=timezone.now(), by=SYSTEM, resolution=RULE_ENDED, note=f"version {rule.version}")


def _locked(alert_id: str, *states: str) -> Alert:
    _wait_for_turn()
    alert = alert_of(alert_id)
    if alert.state not in states:
        raise ApiError(
            "alert_moved_on",
            f"The alert is {alert.state}.",
            hint=f"GET /api/alerts/{alert_id}/ says by whom and when.",
            data={"alert_id": alert.alert_id, "state": alert.state},
            status=409,
        )
    return alert


def _wait_for_turn() -> Cursor:
    """Lock the one row that every change locks, until the transaction ends."""
    Cursor.objects.get_or_create(pk=_ONLY_ROW)
    return Cursor.objects.select_for_update().get(pk=_ONLY_ROW)
