"""Parameters and answers about settling."""

from rest_framework import serializers

from backend.api.parameters import PLATFORMS, Query
from backend.api.schemas import AnswerShape, Shape
from backend.reports.exports_api import format_field


class SettlingQuery(Query):
    """Which windows, learned from how many days, with which bound."""

    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    window = serializers.ChoiceField(choices=["60", "3600", "86400"], default="3600", help_text="Length in seconds.")
    days = serializers.IntegerField(min_value=1, max_value=366, default=56, help_text="Newest settled days to look at.")
    final_after_hours = serializers.IntegerField(
        min_value=1, max_value=744, default=72, help_text="After so long a window is taken to be final."
    )
    level = serializers.ChoiceField(
        choices=["0.90", "0.95", "0.99"], default="0.99", help_text="Share of windows that keep within the bound."
    )
    format = format_field()


class SettlingRowShape(Shape):
    """How far windows of one age have got, and how much they may still move."""

    platform = serializers.CharField()
    currency = serializers.CharField()
    age_seconds = serializers.IntegerField(help_text="Time since the window's end.")
    windows = serializers.IntegerField(help_text="Windows that this is learned from.")
    events_arrived = serializers.CharField(help_text="Share of all their events that had come in at this age.")
    revenue_arrived = serializers.CharField(help_text="Share of their net revenue.")
    moves_at_most = serializers.CharField(
        allow_null=True,
        help_text="At `level`, a window of this age moves by at most this share of its gross revenue; "
        "null when there is too little data to say.",
    )
    held_out_windows = serializers.IntegerField(help_text="Later windows, which the bound has not seen.")
    held_out_within = serializers.IntegerField(allow_null=True, help_text="Of these, how many kept within the bound.")
    holds = serializers.BooleanField(
        allow_null=True, help_text="Whether that is plausible at `level`; null when there is nothing to check."
    )


class SettlingShape(AnswerShape):
    """How windows settle."""

    window_seconds = serializers.IntegerField()
    level = serializers.CharField()
    final_after_hours = serializers.IntegerField()
    learned_from = serializers.DateField(allow_null=True, help_text="First event date (UTC) that was learned from.")
    learned_to = serializers.DateField(allow_null=True, help_text="Last one.")
    held_out_from = serializers.DateField(allow_null=True, help_text="First event date of the check.")
    held_out_to = serializers.DateField(allow_null=True, help_text="Last one.")
    enough = serializers.BooleanField(help_text="Whether every row has a bound that was checked.")
    message = serializers.CharField(allow_blank=True, help_text="What is missing, if something is.")
    results = SettlingRowShape(many=True)
