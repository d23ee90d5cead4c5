"""Writes down what is to be told. Called in the transaction of the step, so that neither is kept without the other."""

from datetime import datetime

from django.utils import timezone

from backend.alerts.delivery.quiet_hours import due_at
from backend.alerts.models import Alert, Channel, Delivery, RuleVersion
from backend.alerts.models.life import OPEN, RESOLVED
from backend.alerts.presenters import live_alert

TOLD = (OPEN, RESOLVED)


def write_deliveries(alert: Alert, *, now: datetime | None = None) -> None:
    """Write a delivery to every channel that wants the alert's state.

    An alert of the past is told to nobody, and its end only to those who were told of it. A message that still waits
    for the end of quiet hours is not overtaken: the later one waits as well.
    """
    if alert.historical or alert.state not in TOLD:
        return
    rule = RuleVersion.objects.filter(rule_id=alert.rule_id, is_current=True).first()
    due = due_at(rule, now or timezone.now())
    for channel in _channels(alert):
        Delivery.objects.get_or_create(
            key=f"{alert.alert_id}:{alert.state}:{channel.pk}",
            defaults={
                "channel": channel,
                "alert": alert,
                "body": {"event": f"alert.{alert.state}", "alert": live_alert(alert)},
                "due_at": due,
            },
        )


def _channels(alert: Alert) -> list[Channel]:
    wanted = [
        each for each in Channel.objects.filter(enabled=True) if not each.rule_ids or alert.rule_id in each.rule_ids
    ]
    if alert.state == OPEN:
        return wanted
    told = set(Delivery.objects.filter(alert=alert).values_list("channel_id", flat=True))
    return [channel for channel in wanted if channel.pk in told]
