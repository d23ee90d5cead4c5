"""Parameters and answers about alerts."""

from rest_framework import serializers

from backend.api.parameters import PLATFORMS, Query
from backend.api.schemas import AnswerShape, Shape

ALERT_TYPES = ("LOW_STOCK", "HIGH_TICKET")


class AlertsQuery(Query):
    """Which alerts."""

    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    alert_type = serializers.ChoiceField(choices=ALERT_TYPES, required=False)
    historical = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Whether the event was old when it arrived."
    )
    limit = serializers.IntegerField(min_value=1, max_value=500, default=50, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class AlertShape(Shape):
    """An alert."""

    alert_id = serializers.CharField()
    alert_type = serializers.CharField()
    timestamp = serializers.DateTimeField(help_text="When the event happened.")
    raised_at = serializers.DateTimeField(help_text="When the alert was raised.")
    platform = serializers.CharField()
    message = serializers.CharField()
    event_id = serializers.CharField()
    product_id = serializers.CharField(allow_null=True)
    product_name = serializers.CharField(allow_null=True)
    value = serializers.CharField(help_text="The amount of the sale, or the quantity left.")
    threshold = serializers.CharField(help_text="What the value was compared with.")
    historical = serializers.BooleanField(help_text="From an event that was old when it arrived; notifies nobody.")


class AlertListShape(AnswerShape):
    """Alerts."""

    results = AlertShape(many=True)
