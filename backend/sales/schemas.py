"""Parameters and answers about sales."""

from typing import Any

from rest_framework import serializers

from backend.api.parameters import PLATFORMS, DayField, IntervalQuery
from backend.api.schemas import AnswerShape, MeasuresShape


class WindowsQuery(IntervalQuery):
    """Which windows."""

    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    window = serializers.ChoiceField(choices=["60"], default="60", help_text="Length in seconds.")
    slide = serializers.ChoiceField(choices=["60", "10"], default="60", help_text="Seconds between two starts.")
    limit = serializers.IntegerField(min_value=1, max_value=10_000, default=5000, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class TotalsQuery(IntervalQuery):
    """Which totals."""

    day = DayField(required=False, help_text="A day of the business zone, instead of from and to.")
    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)


class TopQuery(TotalsQuery):
    """Which products."""

    by = serializers.ChoiceField(choices=["revenue", "gross", "orders", "units", "views"], default="revenue")
    currency = serializers.RegexField(
        r"^[A-Z]{3}$", default="BRL", help_text="By ISO 4217; there is no rate between two."
    )
    limit = serializers.IntegerField(min_value=1, max_value=100, default=10, help_text="How many products.")


class WindowShape(MeasuresShape):
    """A window of a platform and currency."""

    window_start = serializers.DateTimeField()
    window_end = serializers.DateTimeField()
    platform = serializers.CharField()


class WindowsShape(AnswerShape):
    """Windows."""

    results = WindowShape(many=True)


class PlatformTotalShape(MeasuresShape):
    """Totals of a platform and currency."""

    platform = serializers.CharField()


class _PeriodShape(AnswerShape):
    to = serializers.DateTimeField(help_text="End of the interval that was used; not included.")
    day = serializers.DateField(allow_null=True)
    zone = serializers.CharField(help_text="The business zone.")

    def get_fields(self) -> dict[str, Any]:
        start = serializers.DateTimeField(help_text="Start of the interval that was used.")
        return {"from": start} | super().get_fields()


class SummaryShape(_PeriodShape):
    """Totals of a period."""

    results = PlatformTotalShape(many=True)
    totals = MeasuresShape(many=True)


class ProductShape(MeasuresShape):
    """A product and its place."""

    rank = serializers.IntegerField()
    platform = serializers.CharField()
    product_id = serializers.CharField()
    product_name = serializers.CharField()


class TopShape(_PeriodShape):
    """The first products of a period."""

    results = ProductShape(many=True)
