"""Pages of a list: where the next one begins."""

from typing import Any

from rest_framework.request import Request

from backend.api.parameters import write_cursor


def next_page(request: Request, position: list[Any] | None) -> str | None:
    """Return the address of the page behind `position`, None when there is no more."""
    if position is None:
        return None
    parameters = request.query_params.copy()
    parameters["cursor"] = write_cursor(position)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
