"""Parameters and answers of why a number moved."""

from typing import Any

from rest_framework import serializers

from backend.api.parameters import PLATFORMS, InstantField, Query
from backend.api.schemas import AnswerShape, MeasuresShape, Shape
from backend.reports.causes import CAUSES
from backend.reports.exports_api import format_field


class WhyQuery(Query):
    """Between which moments, and of which period."""

    from_at = InstantField(help_text="The first moment, ISO 8601 with an offset.")
    to_at = InstantField(help_text="The second moment.")
    period_from = InstantField(help_text="Start of the period whose number moved; included.")
    period_to = InstantField(help_text="End of the period; not included. At most 31 days.")
    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    format = format_field()


class WhyEventsQuery(WhyQuery):
    """Which events of which bar."""

    cause = serializers.ChoiceField(choices=CAUSES, required=False)
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False, help_text="Of this currency alone, by ISO 4217.")
    limit = serializers.IntegerField(min_value=1, max_value=10_000, default=200, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class ServedShape(Shape):
    """What was served at a moment."""

    at = serializers.DateTimeField()
    publication_id = serializers.CharField(
        allow_null=True, help_text="In effect at that moment; null before the first."
    )
    seam = serializers.IntegerField(help_text="Up to this batch the batch view answered, past it the speed view.")
    ingest_seq = serializers.IntegerField(help_text="The newest whole batch of that moment.")
    ingested_at = serializers.DateTimeField(allow_null=True)
    as_published = serializers.BooleanField(
        help_text="False when silver's version of then is vacuumed, and that of now was read up to the seam of then."
    )


class ServedSumsShape(MeasuresShape):
    """What was served at one of the two moments, in one currency."""

    events = serializers.IntegerField()


class BarShape(Shape):
    """What one cause has changed; negative where it took something away."""

    cause = serializers.ChoiceField(choices=CAUSES)
    revenue = serializers.CharField()
    gross = serializers.CharField()
    refunds = serializers.CharField()
    orders = serializers.IntegerField()
    units = serializers.IntegerField()
    views = serializers.IntegerField()
    events = serializers.IntegerField(help_text="Events that this bar lists.")
    events_url = serializers.URLField(help_text="The events, paged.")


class WaterfallShape(Shape):
    """Start, bars and end in one currency: start plus bars is end, in every measure."""

    currency = serializers.CharField()
    start = ServedSumsShape()
    bars = BarShape(many=True)
    end = ServedSumsShape()


class WhyShape(AnswerShape):
    """Why a number moved."""

    to = ServedShape()
    period_from = serializers.DateTimeField()
    period_to = serializers.DateTimeField()
    platform = serializers.CharField(allow_null=True)
    results = WaterfallShape(many=True)

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself."""
        return {"from": ServedShape()} | super().get_fields()


class WhyEventShape(Shape):
    """An event of a bar, and where its record lies in Kafka."""

    cause = serializers.ChoiceField(choices=CAUSES)
    sign = serializers.IntegerField(
        help_text="1: it counts at the second moment and did not at the first; -1: the other way round; "
        "0: it counts at both, and the speed view's sum for its 10 seconds was another."
    )
    topic_id = serializers.CharField()
    partition = serializers.IntegerField()
    offset = serializers.IntegerField()
    ingest_seq = serializers.IntegerField()
    ingested_at = serializers.DateTimeField()
    event_time = serializers.DateTimeField()
    platform = serializers.CharField()
    event_id = serializers.CharField()
    event_type = serializers.CharField()
    product_id = serializers.CharField(allow_null=True)
    order_id = serializers.CharField(allow_null=True)
    refers_to = serializers.CharField(allow_null=True, help_text="Of a refund or cancellation: the sale.")
    currency = serializers.CharField()
    amount = serializers.CharField(help_text="Net revenue that the event has added, with the sign of the bar.")
    gross = serializers.CharField()
    refunds = serializers.CharField()
    orders = serializers.IntegerField()
    units = serializers.IntegerField()
    views = serializers.IntegerField()


class WhyEventsShape(AnswerShape):
    """The events of a waterfall."""

    results = WhyEventShape(many=True)
