"""Bodies and answers about rules."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.bodies import Body
from backend.api.parameters import PLATFORMS, InstantField
from backend.api.schemas import Shape
from hub.rules import ALERT_TYPES, COMPARISONS, METRICS
from hub.settings import get_settings

_LONGEST_LIST = 500


def _names(help_text: str) -> "serializers.ListField":
    return serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=_LONGEST_LIST, help_text=help_text
    )


@extend_schema_field({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"})
class _ClockField(serializers.TimeField):
    """A time of day, to the minute: `22:00`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M"], format="%H:%M", **options)


class QuietHoursBody(serializers.Serializer[Any]):
    """Hours in which nobody is told; what was raised in them is told at their end."""

    to = _ClockField()
    zone = serializers.CharField(required=False, max_length=64, help_text="IANA name; default: the business zone.")

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself."""
        start = _ClockField(help_text="May be later than `to`.")
        return {"from": start} | super().get_fields()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse half of an interval, which a partial change would let through."""
        for name in ("from", "to"):
            if name not in attrs:
                raise serializers.ValidationError(f"{name} is missing: give both, or null for no quiet hours.")
        return attrs

    def validate_zone(self, name: str) -> str:
        """Refuse a zone that does not exist."""
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise serializers.ValidationError(f"{name!r} is not a time zone. Use a name like Europe/Lisbon.") from error
        return name


class RuleBody(serializers.Serializer[Any]):
    """A rule; a part that is left out keeps its value, or its default in a new rule."""

    name = serializers.CharField(max_length=120)
    metric = serializers.ChoiceField(choices=list(METRICS))
    comparison = serializers.ChoiceField(choices=list(COMPARISONS))
    threshold = serializers.DecimalField(max_digits=18, decimal_places=2)
    recover = serializers.DecimalField(
        max_digits=18,
        decimal_places=2,
        required=False,
        allow_null=True,
        help_text="The alert ends when the value has come back to this; default: as soon as the rule no longer fires.",
    )
    platforms = serializers.ListField(child=serializers.ChoiceField(choices=PLATFORMS), required=False)
    product_ids = _names("Only these products; empty means all.")
    warehouses = _names("Only these warehouses; empty means all.")
    quiet_hours = QuietHoursBody(required=False, allow_null=True)
    enabled = serializers.BooleanField(required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Refuse what is no part of a rule, because it was meant to matter."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({min(unknown): ["There is no such part of a rule."]})
        values: dict[str, Any] = super().to_internal_value(data)
        return values

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Spread the quiet hours over their columns."""
        if "quiet_hours" in attrs:
            quiet = attrs.pop("quiet_hours") or {}
            zone = quiet.get("zone", get_settings().business_zone) if quiet else ""
            attrs |= {"quiet_from": quiet.get("from"), "quiet_to": quiet.get("to"), "quiet_zone": zone}
        return attrs


class RuleChangeBody(RuleBody):
    """What to change of a rule."""

    version = serializers.IntegerField(
        min_value=1, required=False, help_text="Refuse (409) unless this is the rule's newest version."
    )


class TestedRuleBody(RuleBody):
    """The rule to test; with `rule_id`, what is left out is as in that rule."""

    rule_id = serializers.CharField(required=False, max_length=64)

    def get_fields(self) -> dict[str, Any]:
        """Ask for nothing that raises no alert, and for nothing that the named rule has."""
        left_out = ("name", "quiet_hours", "enabled")
        fields = {name: field for name, field in super().get_fields().items() if name not in left_out}
        for field in fields.values():
            field.required = False
        return fields


class BacktestBody(Body):
    """What to test, on what was ingested in [from, to)."""

    rule = TestedRuleBody()

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself, and `to`."""
        bounds = {
            "from": InstantField(required=False, allow_null=True, default=None, help_text="Default: 7 days before."),
            "to": InstantField(required=False, allow_null=True, default=None, help_text="Default: now."),
        }
        return super().get_fields() | bounds


class QuietHoursShape(Shape):
    """Hours in which nobody is told."""

    to = serializers.CharField()
    zone = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself."""
        return {"from": serializers.CharField()} | super().get_fields()


class RuleShape(Shape):
    """One version of a rule."""

    rule_id = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    alert_type = serializers.ChoiceField(choices=list(ALERT_TYPES))
    metric = serializers.ChoiceField(choices=list(METRICS))
    comparison = serializers.ChoiceField(choices=list(COMPARISONS))
    threshold = serializers.CharField()
    recover = serializers.CharField(allow_null=True)
    platforms = serializers.ListField(child=serializers.CharField())
    product_ids = serializers.ListField(child=serializers.CharField())
    warehouses = serializers.ListField(child=serializers.CharField())
    quiet_hours = QuietHoursShape(allow_null=True)
    enabled = serializers.BooleanField()
    deleted = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField(help_text="`settings`: from HUB_LOW_STOCK and HUB_HIGH_TICKET.")
    published_at = serializers.DateTimeField(allow_null=True, help_text="When the stream was told; null: not yet.")


class RuleListShape(Shape):
    """Rules."""

    results = RuleShape(many=True)
    next = serializers.URLField(allow_null=True)


class RuleWithHistoryShape(RuleShape):
    """A rule and every version of it, newest first."""

    history = RuleShape(many=True)
