"""Rules: every change is a new row, so that an alert can say which version of its rule fired."""

from datetime import datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from hub.rules import COMPARISONS, METRICS, BadRule, Rule

SETTINGS = "settings"


def _choices(names: object) -> list[tuple[str, str]]:
    return [(str(name), str(name)) for name in names]  # type: ignore[attr-defined]


class RuleVersion(models.Model):
    """One version of a rule. Rows are never changed, but for saying that a newer one came or that it was published.

    `published_at` is the outbox: a row without it has still to be told to the stream.
    """

    rule_id: "models.CharField[str, str]" = models.CharField(max_length=64, editable=False)
    version: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(editable=False)
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    metric: "models.CharField[str, str]" = models.CharField(max_length=32, choices=_choices(METRICS))
    comparison: "models.CharField[str, str]" = models.CharField(max_length=16, choices=_choices(COMPARISONS))
    threshold: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=18, decimal_places=2)
    recover: "models.DecimalField[Decimal | None, Decimal | None]" = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True
    )
    platforms: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    product_ids: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    warehouses: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    quiet_from: "models.TimeField[time | None, time | None]" = models.TimeField(null=True, blank=True)
    quiet_to: "models.TimeField[time | None, time | None]" = models.TimeField(null=True, blank=True)
    quiet_zone: "models.CharField[str, str]" = models.CharField(max_length=64, blank=True)
    enabled: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)
    deleted: "models.BooleanField[bool, bool]" = models.BooleanField(default=False, editable=False)
    is_current: "models.BooleanField[bool, bool]" = models.BooleanField(default=True, editable=False)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    created_by: "models.CharField[str, str]" = models.CharField(max_length=150, editable=False)
    published_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True, editable=False
    )

    class Meta:
        """One row a version, and one current row a rule."""

        verbose_name = "rule"
        constraints = [
            models.UniqueConstraint(fields=["rule_id", "version"], name="one_row_a_version"),
            models.UniqueConstraint(fields=["rule_id"], condition=Q(is_current=True), name="one_current_version"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(published_at=None), name="unpublished_rules")]

    def __str__(self) -> str:
        return f"{self.name} ({self.rule_id} v{self.version})"

    def clean(self) -> None:
        """Refuse what cannot be a rule. Raises ValidationError."""
        try:
            self.as_rule()
        except BadRule as error:
            raise ValidationError(str(error)) from error

    def as_rule(self) -> Rule:
        """Return the part that detection needs. Raises BadRule."""
        return Rule(
            rule_id=self.rule_id,
            version=self.version or 1,
            metric=self.metric,
            comparison=self.comparison,
            threshold=self.threshold,
            recover=self.recover,
            platforms=tuple(self.platforms),
            product_ids=tuple(self.product_ids),
            warehouses=tuple(self.warehouses),
            enabled=self.enabled and not self.deleted,
        )
