"""What answers look like, for the OpenAPI document; presenters write them."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class Shape(serializers.Serializer[Any]):
    """A part of an answer."""


class ErrorShape(Shape):
    """What went wrong and what to do."""

    code = serializers.CharField(help_text="A stable name of what went wrong.")
    message = serializers.CharField(help_text="What happened, with the value.")
    hint = serializers.CharField(help_text="What to do.")
    data = serializers.DictField(help_text="Values that a program may need.")  # type: ignore[assignment]


class AnswerShape(Shape):
    """What every answer says of itself."""

    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")
    receipt = serializers.CharField(
        help_text="Names this answer: `S<seam>.B<batch>.V<speed>…`; `/api/receipts/{receipt}/` gives it again."
    )
    fresh_as_of = serializers.DateTimeField(allow_null=True, help_text="When the newest whole batch came in.")
    settled = serializers.CharField(help_text="Share of the answer's events behind the seam, rounded down.")
    status = serializers.ChoiceField(choices=["live", "warming up"])


class MeasuresShape(Shape):
    """Sums in one currency."""

    currency = serializers.CharField()
    revenue = serializers.CharField(help_text="Net: gross minus refunds.")
    gross = serializers.CharField()
    refunds = serializers.CharField()
    orders = serializers.IntegerField(help_text="Sale events.")
    units = serializers.IntegerField()
    views = serializers.IntegerField()


_ERRORS = {
    400: "A parameter is wrong.",
    401: "No token or session, or one that is not valid.",
    403: "The user has no role that may do this.",
    404: "There is no such thing.",
    409: "It cannot be done now; `code` and `hint` say why and what to do.",
    410: "It is no longer kept; `code` says whether for a vacuum or for another version of the API.",
    429: "Too many requests.",
    503: "What the answer needs cannot be reached at the moment.",
}


def responses(shape: Any) -> dict[int, Any]:
    """Return what a data request can answer."""
    held = {304: OpenApiResponse(description="What the client holds is still right.")}
    return {200: shape, **held, **refusals(400, 401, 403, 429, 503)}


def refusals(*statuses: int) -> dict[int, Any]:
    """Return the errors of these statuses, all of one shape."""
    return {status: OpenApiResponse(ErrorShape, description=_ERRORS[status]) for status in statuses}
