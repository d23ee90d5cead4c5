"""Pages of a list: where the next one begins."""

from typing import Any

from rest_framework.request import Request

from backend.api.parameters import write_cursor


def next_page(request: Request, position: list[Any] | None, fixed: dict[str, str] | None = None) -> str | None:
    """Return the address of the page behind `position`, None when there is no more.

    `fixed` are parameters whose default moves with time: the next page is about what this one was about.
    """
    if position is None:
        return None
    parameters = request.query_params.copy()
    for name, value in ((fixed or {}) | {"cursor": write_cursor(position)}).items():
        parameters[name] = value
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
