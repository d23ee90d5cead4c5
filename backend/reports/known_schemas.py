"""Parameters and answers of what was known."""

from rest_framework import serializers

from backend.api.schemas import AnswerShape, MeasuresShape, Shape
from backend.reports.days_query import DaysQuery, DaysShape


class KnownQuery(DaysQuery):
    """What was known of which days, and when."""


class BatchShape(Shape):
    """The newest whole batch at a moment; 0 and null before the first."""

    ingest_seq = serializers.IntegerField()
    ingested_at = serializers.DateTimeField(allow_null=True)


class KnownRowShape(MeasuresShape):
    """The sums of a platform and currency, on a day if days are told."""

    day = serializers.DateField(allow_null=True)
    platform = serializers.CharField()


class KnownShape(AnswerShape, DaysShape):
    """What was known at a moment."""

    at = serializers.DateTimeField(allow_null=True, help_text="The moment that was asked for; null is now.")
    known = BatchShape()
    results = KnownRowShape(many=True)
    totals = MeasuresShape(many=True)
