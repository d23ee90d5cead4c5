"""Bodies of requests: read strictly, as parameters are."""

from typing import Any, Self

from rest_framework import serializers

from backend.api.errors import ApiError


class Body(serializers.Serializer[Any]):
    """The JSON object that a request brings; a field that is not known is refused, because it was meant to matter."""

    @classmethod
    def read(cls: type[Self], data: Any) -> dict[str, Any]:
        """Return the values. Raises ApiError or ValidationError."""
        body = cls(data=data)
        unknown = sorted(set(data) - set(body.fields)) if isinstance(data, dict) else []
        if unknown:
            raise ApiError(
                "unknown_parameter",
                f"There is no field {unknown[0]!r} here.",
                hint=f"Use {', '.join(body.fields)}.",
                data={"parameter": unknown[0]},
            )
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)
