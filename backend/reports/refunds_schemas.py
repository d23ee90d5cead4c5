"""Parameters and answers about refunds on either basis."""

from rest_framework import serializers

from backend.api.schemas import AnswerShape, Shape
from backend.reports.days_query import DaysQuery, DaysShape
from backend.reports.known_schemas import BatchShape

REFUND_DATE, SALE_DATE = "refund_date", "sale_date"


class RefundsQuery(DaysQuery):
    """Which days, and on which basis revenue is told."""

    basis = serializers.ChoiceField(
        choices=[REFUND_DATE, SALE_DATE],
        default=REFUND_DATE,
        help_text="The day that a refund is taken from: its own, or that of the sale that it refers to.",
    )


class BasisSumsShape(Shape):
    """What was sold and taken back, in one currency."""

    currency = serializers.CharField()
    gross = serializers.CharField()
    refunds = serializers.CharField(help_text="On the basis that was asked for.")
    revenue = serializers.CharField(help_text="Gross minus refunds, on the basis that was asked for.")
    refunds_by_refund_date = serializers.CharField()
    refunds_by_sale_date = serializers.CharField()
    difference = serializers.CharField(help_text="Revenue by sale date minus revenue by refund date.")
    unmatched = serializers.CharField(help_text="Refunds whose sale is not known; on their own day in both bases.")
    unmatched_events = serializers.IntegerField()


class BasisRowShape(BasisSumsShape):
    """The same of a platform, on a day if days are told."""

    day = serializers.DateField(allow_null=True)
    platform = serializers.CharField()


class RefundsShape(AnswerShape, DaysShape):
    """Refunds on either basis."""

    at = serializers.DateTimeField(allow_null=True, help_text="The moment that was asked for; null is now.")
    known = BatchShape()
    basis = serializers.ChoiceField(choices=[REFUND_DATE, SALE_DATE])
    results = BasisRowShape(many=True)
    totals = BasisSumsShape(many=True)
