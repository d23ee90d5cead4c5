"""Parameters and answers about the quarantine."""

from typing import Any

from rest_framework import serializers

from backend.api.parameters import IntervalQuery
from backend.api.schemas import AnswerShape, Shape
from hub.contract.rejection import REASONS


class QuarantineQuery(IntervalQuery):
    """Which records."""

    reason = serializers.ChoiceField(choices=list(REASONS), required=False, help_text="Why it was refused.")
    limit = serializers.IntegerField(min_value=1, max_value=200, default=50, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class QuarantinedRecordShape(Shape):
    """A record that is not an event."""

    ingest_seq = serializers.IntegerField()
    ingested_at = serializers.DateTimeField()
    topic_id = serializers.CharField()
    partition = serializers.IntegerField()
    offset = serializers.IntegerField()
    kafka_timestamp = serializers.DateTimeField(allow_null=True)
    reason = serializers.ChoiceField(choices=list(REASONS))
    detail = serializers.CharField(allow_blank=True)
    raw_bytes = serializers.IntegerField(allow_null=True, help_text="Length; null when the record has no value.")
    raw_base64 = serializers.CharField(allow_null=True, help_text="How it begins, exactly.")
    raw_text = serializers.CharField(
        allow_null=True, help_text="The same as text; what is not UTF-8 or not printable is escaped, as in `\\x00`."
    )
    truncated = serializers.BooleanField(help_text="Whether the record is longer than what is shown.")


class ReasonCountShape(Shape):
    """How many records were refused for one reason."""

    reason = serializers.ChoiceField(choices=list(REASONS))
    records = serializers.IntegerField()
    meaning = serializers.CharField()


class QuarantineShape(AnswerShape):
    """Quarantined records of an interval, newest first."""

    results = QuarantinedRecordShape(many=True)
    counts = ReasonCountShape(many=True, help_text="Of the whole interval, most first, whatever `reason` asks for.")
    total = serializers.IntegerField(help_text="Records of the interval, of every reason.")

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python keeps for itself, and `to`."""
        bounds = {"from": serializers.DateTimeField(), "to": serializers.DateTimeField()}
        return bounds | super().get_fields()
