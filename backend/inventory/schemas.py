"""Parameters and answers about stock."""

from rest_framework import serializers

from backend.api.parameters import PLATFORMS, Query
from backend.api.schemas import AnswerShape, Shape


class StockQuery(Query):
    """Which stock."""

    platform = serializers.ChoiceField(choices=PLATFORMS, required=False)
    product_id = serializers.CharField(max_length=200, required=False, help_text="Of this product alone.")
    warehouse = serializers.CharField(max_length=200, required=False, help_text="In this warehouse alone.")
    low = serializers.BooleanField(required=False, allow_null=True, default=None, help_text="Under the threshold.")
    limit = serializers.IntegerField(min_value=1, max_value=1000, default=100, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=1000, required=False, help_text="From a `next`.")


class StockShape(Shape):
    """The quantity of a product in a warehouse."""

    platform = serializers.CharField()
    product_id = serializers.CharField()
    product_name = serializers.CharField()
    category = serializers.CharField(allow_null=True)
    warehouse = serializers.CharField(allow_null=True)
    stock_quantity = serializers.IntegerField()
    low = serializers.BooleanField()
    event_time = serializers.DateTimeField()
    ingested_at = serializers.DateTimeField()
    event_id = serializers.CharField()


class StockListShape(AnswerShape):
    """Stock."""

    results = StockShape(many=True)
    threshold = serializers.IntegerField(help_text="Quantities under it are low.")
