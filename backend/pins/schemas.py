"""Bodies, parameters and answers about pins."""

from typing import Any

from rest_framework import serializers

from backend.api.bodies import Body
from backend.api.errors import ApiError
from backend.api.parameters import Query
from backend.api.schemas import AnswerShape, Shape


class PinBody(Body):
    """What to pin, and why."""

    receipt = serializers.CharField(required=False, max_length=4000, help_text="Of the answer whose rows are kept.")
    publication_id = serializers.CharField(required=False, max_length=200, help_text="Of a publication, instead.")
    name = serializers.CharField(required=False, max_length=120, help_text="Of the report.")
    reason = serializers.CharField(max_length=500, help_text="Why it must be kept.")

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """Return the values. Raises ApiError or ValidationError."""
        values = super().read(data)
        if ("receipt" in values) == ("publication_id" in values):
            raise ApiError(
                "conflicting_parameters", "Give either receipt or publication_id.", hint="A receipt keeps the rows too."
            )
        if ("receipt" in values) != ("name" in values):
            raise ApiError("bad_parameter", "A report needs a name, and a publication has none.", hint="Check name.")
        return values


class PinsQuery(Query):
    """Which page."""

    limit = serializers.IntegerField(min_value=1, max_value=500, default=50, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class PinShape(Shape):
    """What was pinned, by whom and why."""

    pin_id = serializers.CharField()
    pinned_at = serializers.DateTimeField()
    name = serializers.CharField(allow_null=True, help_text="Null when a publication alone is pinned.")
    author = serializers.CharField()
    reason = serializers.CharField()
    publication_id = serializers.CharField(allow_null=True, help_text="The publication in effect in the report.")
    receipt = serializers.CharField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True, help_text="Of the exact bytes of the report.")


class PinListShape(Shape):
    """Pins."""

    results = PinShape(many=True)
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")


class PinDetailShape(PinShape):
    """A pin and its report."""

    report = serializers.JSONField(allow_null=True, help_text="The answer as it was served.")


class _ThenShape(Shape):
    receipt = serializers.CharField()
    fresh_as_of = serializers.DateTimeField(allow_null=True)
    settled = serializers.CharField()


class ComparedShape(Shape):
    """The sums of a row, or by how much they differ."""

    revenue = serializers.CharField()
    gross = serializers.CharField()
    refunds = serializers.CharField()
    orders = serializers.IntegerField()
    units = serializers.IntegerField()
    views = serializers.IntegerField()


class ComparisonRowShape(Shape):
    """A row of then and now, with what tells the report's rows apart: a report has some of the first five."""

    window_start = serializers.DateTimeField(required=False)
    day = serializers.DateField(required=False)
    platform = serializers.CharField(required=False)
    product_id = serializers.CharField(required=False)
    currency = serializers.CharField(required=False)
    then = ComparedShape(allow_null=True, help_text="The sums of then.")
    now = ComparedShape(allow_null=True, help_text="The sums of now.")
    change = ComparedShape(allow_null=True, help_text="Now minus then; null when one is not in the list.")


class ComparisonShape(AnswerShape):
    """A pinned report beside today."""

    pin_id = serializers.CharField()
    question = serializers.CharField()
    then = _ThenShape()
    results = ComparisonRowShape(many=True)
    changed = serializers.IntegerField(help_text="Rows that differ.")
