"""Whom to tell, and the outbox of what they are to be told."""

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone

from backend.alerts.models.life import Alert

WEBHOOK, EMAIL = "webhook", "email"
WAITING, DELIVERED, DEAD = "waiting", "delivered", "dead"


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


class Channel(models.Model):
    """A way to tell somebody: a webhook's address or e-mail addresses, separated by commas."""

    name: "models.CharField[str, str]" = models.CharField(max_length=120, unique=True)
    kind: "models.CharField[str, str]" = models.CharField(
        max_length=16, choices=[(WEBHOOK, "webhook"), (EMAIL, "e-mail")]
    )
    target: "models.CharField[str, str]" = models.CharField(
        max_length=2000, help_text="https://… of a webhook, or e-mail addresses separated by commas."
    )
    secret: "models.CharField[str, str]" = models.CharField(
        max_length=200, default=_new_secret, help_text="What a webhook's signature is made with."
    )
    rule_ids: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, blank=True, help_text="Only alerts of these rules; empty means all."
    )
    enabled: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"

    def clean(self) -> None:
        """Refuse a target that is none. Raises ValidationError."""
        try:
            if self.kind == EMAIL:
                for address in self.recipients:
                    validate_email(address)
            else:
                URLValidator(schemes=["http", "https"])(self.target)
        except ValidationError as error:
            raise ValidationError({"target": error.messages}) from error

    @property
    def recipients(self) -> list[str]:
        """The e-mail addresses."""
        return [address.strip() for address in self.target.split(",")]


class Delivery(models.Model):
    """One message to one channel, made in the transaction of the step that it tells.

    `key` is what a receiver tells repeats by. A worker that takes it claims it for a while; when it dies, the claim
    runs out and another one takes it.
    """

    key: "models.CharField[str, str]" = models.CharField(max_length=100, unique=True)
    channel: "models.ForeignKey[Channel, Channel]" = models.ForeignKey(Channel, on_delete=models.CASCADE)
    alert: "models.ForeignKey[Alert, Alert]" = models.ForeignKey(Alert, on_delete=models.CASCADE)
    body: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    state: "models.CharField[str, str]" = models.CharField(max_length=16, default=WAITING)
    due_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(default=timezone.now)
    tries: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)
    claim: "models.CharField[str, str]" = models.CharField(max_length=32, blank=True)
    problem: "models.TextField[str, str]" = models.TextField(blank=True)
    made_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    delivered_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        """An index for the question that workers ask all the time."""

        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["due_at"], condition=Q(state=WAITING), name="waiting_deliveries")]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
