"""Bodies, parameters and answers about channels and deliveries."""

from typing import Any

from rest_framework import serializers

from backend.alerts.models.delivery import DEAD, DELIVERED, EMAIL, WAITING, WEBHOOK
from backend.api.bodies import Body
from backend.api.parameters import Query
from backend.api.schemas import Shape

_STATES = (WAITING, DELIVERED, DEAD)
_TARGET = "http(s)://… of a webhook, or e-mail addresses separated by commas."


class ChannelBody(Body):
    """A way to tell somebody."""

    name = serializers.CharField(max_length=120, help_text="No two channels have the same.")
    kind = serializers.ChoiceField(choices=(WEBHOOK, EMAIL))
    target = serializers.CharField(max_length=2000, help_text=_TARGET)
    rule_ids = serializers.ListField(
        child=serializers.CharField(max_length=64),
        required=False,
        max_length=500,
        help_text="Only alerts of these rules; empty, the default, means all.",
    )
    enabled = serializers.BooleanField(required=False, help_text="Default: true.")


class ChannelChangeBody(ChannelBody):
    """What to change of a channel."""

    def get_fields(self) -> dict[str, Any]:
        """Ask for nothing: what is left out stays."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class ChannelShape(Shape):
    """A way to tell somebody."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=(WEBHOOK, EMAIL))
    target = serializers.CharField(help_text=_TARGET)
    rule_ids = serializers.ListField(child=serializers.CharField(), help_text="Empty: of all rules.")
    enabled = serializers.BooleanField()


class NewChannelShape(ChannelShape):
    """A channel that was just made."""

    secret = serializers.CharField(help_text="What its messages are signed with, told only now.")


class ChannelListShape(Shape):
    """Channels, by name."""

    results = ChannelShape(many=True)
    next = serializers.URLField(allow_null=True)


class DeliveriesQuery(Query):
    """Which messages."""

    state = serializers.ChoiceField(choices=_STATES, required=False, help_text="`dead`: given up after the last try.")
    channel = serializers.IntegerField(min_value=1, required=False, help_text="A channel's `id`.")
    limit = serializers.IntegerField(min_value=1, max_value=500, default=50, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class DeliveryShape(Shape):
    """One message to one channel."""

    id = serializers.IntegerField()
    key = serializers.CharField(help_text="What the receiver tells repeats by: its `Idempotency-Key`.")
    channel = serializers.IntegerField(help_text="The channel's `id`.")
    channel_name = serializers.CharField()
    alert_id = serializers.CharField()
    event = serializers.CharField(help_text="`alert.open` or `alert.resolved`.")
    state = serializers.ChoiceField(choices=_STATES)
    tries = serializers.IntegerField()
    problem = serializers.CharField(allow_blank=True, help_text="What went wrong at the last try.")
    made_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="When it is, or was, to be sent next.")
    delivered_at = serializers.DateTimeField(allow_null=True)


class DeliveryListShape(Shape):
    """Messages, newest first."""

    results = DeliveryShape(many=True)
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")
