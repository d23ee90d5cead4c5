"""The life of alerts: what is open, who took it on, how it ended, and how far the lake has been taken in."""

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Q

OPEN, ACKNOWLEDGED, RESOLVED = STATES = ("open", "acknowledged", "resolved")
# Raised by the fast path, and not yet by the stream of record; never in the database.
CANDIDATE = "candidate"
RESOLUTIONS = ("recovered", "retracted", "historical", "rule_ended", "by_hand")
SYSTEM = "hub"


class Alert(models.Model):
    """One alert, named after the event that opened it. `subject` is what at most one open alert is about."""

    alert_id: "models.CharField[str, str]" = models.CharField(max_length=64, primary_key=True)
    subject: "models.CharField[str, str]" = models.CharField(max_length=600)
    rule_id: "models.CharField[str, str]" = models.CharField(max_length=64)
    rule_version: "models.PositiveIntegerField[int | None, int | None]" = models.PositiveIntegerField(null=True)
    alert_type: "models.CharField[str, str]" = models.CharField(max_length=32)
    comparison: "models.CharField[str, str]" = models.CharField(max_length=16)
    platform: "models.CharField[str, str]" = models.CharField(max_length=32)
    event_id: "models.CharField[str, str]" = models.CharField(max_length=300)
    product_id: "models.CharField[str | None, str | None]" = models.CharField(max_length=300, null=True)  # noqa: DJ001
    product_name: "models.CharField[str | None, str | None]" = models.CharField(max_length=500, null=True)  # noqa: DJ001
    warehouse: "models.CharField[str | None, str | None]" = models.CharField(max_length=300, null=True)  # noqa: DJ001
    message: "models.TextField[str, str]" = models.TextField()
    value: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=18, decimal_places=2)
    threshold: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=18, decimal_places=2)
    refunded: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    timestamp: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    raised_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    historical: "models.BooleanField[bool, bool]" = models.BooleanField()
    events: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=1)
    last_value: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=18, decimal_places=2)
    last_raised_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    state: "models.CharField[str, str]" = models.CharField(max_length=16, default=OPEN)
    resolution: "models.CharField[str, str]" = models.CharField(max_length=16, blank=True)

    class Meta:
        """One open alert a subject, and an index for each question that is asked all the time."""

        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=~Q(state=RESOLVED), name="one_open_alert_a_subject")
        ]
        indexes = [
            models.Index(fields=["platform", "event_id"], name="alerts_of_an_event"),
            models.Index(fields=["rule_id"], condition=~Q(state=RESOLVED), name="open_alerts_of_a_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.message} ({self.state})"


class Signal(models.Model):
    """An event that a rule fired on, as the lake has it, and the alert that it is part of."""

    alert_id: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True)
    part_of: "models.ForeignKey[Alert, Alert]" = models.ForeignKey(
        Alert, on_delete=models.CASCADE, related_name="signals"
    )

    def __str__(self) -> str:
        return self.alert_id


class Transition(models.Model):
    """One step in an alert's life: into which state, when, by whom. Numbered, so that a server can follow them."""

    alert: "models.ForeignKey[Alert, Alert]" = models.ForeignKey(
        Alert, on_delete=models.CASCADE, related_name="transitions"
    )
    state: "models.CharField[str, str]" = models.CharField(max_length=16)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    by: "models.CharField[str, str]" = models.CharField(max_length=150)
    note: "models.CharField[str, str]" = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.alert} {self.at:%Y-%m-%d %H:%M} by {self.by}"


class Cursor(models.Model):
    """How far the lake has been taken in: every whole batch up to `ingest_seq`.

    One row, which every change of any alert locks: changes are made one after another.
    """

    ingest_seq: "models.BigIntegerField[int, int]" = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.ingest_seq)
