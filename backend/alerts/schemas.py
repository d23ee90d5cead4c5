"""Parameters and answers about alerts."""

from rest_framework import serializers

from backend.alerts.models.life import RESOLUTIONS, STATES
from backend.api.bodies import Body
from backend.api.parameters import PLATFORMS, Query
from backend.api.schemas import AnswerShape, Shape
from hub.rules import ALERT_TYPES


class AlertsQuery(Query):
    """Which alerts."""

    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    alert_type = serializers.ChoiceField(choices=ALERT_TYPES, required=False)
    state = serializers.ChoiceField(choices=STATES, required=False, help_text="Of the alert that the row is part of.")
    historical = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Whether the event was old when it arrived."
    )
    limit = serializers.IntegerField(min_value=1, max_value=500, default=50, help_text="Rows a page.")
    life_cycle = serializers.RegexField(
        r"^\d{1,18}\.\d{1,18}$",
        required=False,
        help_text="States as they were at the `life_cycle` of an earlier answer; default: now.",
    )
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class AlertShape(Shape):
    """An event that a rule fired on, and the state of the alert that it is part of."""

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
    rule_id = serializers.CharField()
    rule_version = serializers.IntegerField(allow_null=True, help_text="null: from before there were rules.")
    warehouse = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES, allow_null=True, help_text="null: not decided yet, for a moment.")
    resolution = serializers.ChoiceField(choices=RESOLUTIONS, allow_null=True, help_text="How it ended.")
    part_of = serializers.CharField(allow_null=True, help_text="The alert's `alert_id`: that of its first event.")


class StepShape(Shape):
    """A step in an alert's life."""

    state = serializers.ChoiceField(choices=STATES)
    at = serializers.DateTimeField()
    by = serializers.CharField(help_text="A user, or `hub`.")
    note = serializers.CharField()


class AlertWithStepsShape(AlertShape):
    """An alert and its life."""

    events = serializers.IntegerField(help_text="How many events the rule fired on.")
    last_value = serializers.CharField()
    last_raised_at = serializers.DateTimeField()
    steps = StepShape(many=True)


class NoteBody(Body):
    """What somebody has to say about it."""

    note = serializers.CharField(required=False, max_length=500, default="", allow_blank=True)


class AlertListShape(AnswerShape):
    """Alerts."""

    results = AlertShape(many=True)
    life_cycle = serializers.CharField(help_text="The changes of states that the answer knows.")
