"""One error type and one JSON shape: code, message, hint, data."""

import logging
import math
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from hub.errors import HubError

_LOG = logging.getLogger(__name__)

HINTS = {
    "not_authenticated": "Send `Authorization: Token <token>` (`hub token --role viewer` prints one), or log in.",
    "authentication_failed": "Make a new token with `hub token --role viewer`.",
    "permission_denied": "Ask an admin for a role that may do this.",
    "not_found": "GET /api/docs/ lists what there is.",
    "method_not_allowed": "GET /api/docs/ lists the methods of each address.",
    "not_acceptable": "Ask for `Accept: application/json`.",
    "throttled": "Wait as long as `Retry-After` says.",
    "bad_parameter": "GET /api/docs/ lists the parameters and their values.",
    "internal_error": "The server's log says what went wrong; try again, and report it if it stays.",
}


class ApiError(exceptions.APIException):
    """An error for the client: what happened, the value, what to do."""

    def __init__(
        self, code: str, message: str, *, hint: str = "", data: dict[str, Any] | None = None, status: int = 400
    ) -> None:
        super().__init__(detail=message, code=code)
        self.code = code
        self.hint = hint
        self.data = data or {}
        self.status_code = status


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Translate an exception of a view to the error shape; None leaves it to Django's handler of status 500."""
    set_rollback()
    if isinstance(error, ApiError):
        return Response(_body(error.code, str(error.detail), error.hint, error.data), status=error.status_code)
    if isinstance(error, HubError | OSError):
        _LOG.error("The lake could not answer: %s", error)
        hint = error.hint if isinstance(error, HubError) else "Try again in a moment."
        message = error.message if isinstance(error, HubError) else f"The lake does not answer: {error}."
        return Response(_body("lake_unavailable", message, hint, {}), status=503)
    if isinstance(error, exceptions.APIException):
        return _from_rest_framework(error)
    return None


def _from_rest_framework(error: exceptions.APIException) -> Response:
    headers: dict[str, str] = {}
    if isinstance(error, exceptions.ValidationError):
        code, message, data = _first_problem(error.detail)
    else:
        code, message, data = str(error.get_codes()), str(error.detail), {}
    if isinstance(error, exceptions.Throttled):
        seconds = math.ceil(getattr(error, "wait", None) or 1)
        headers["Retry-After"] = str(seconds)
        data = {"retry_after_seconds": seconds}
    challenge = getattr(error, "auth_header", None)
    if challenge:
        headers["WWW-Authenticate"] = challenge
    return Response(_body(code, message, HINTS.get(code, ""), data), status=error.status_code, headers=headers)


def _first_problem(detail: Any) -> tuple[str, str, dict[str, Any]]:
    if isinstance(detail, dict):
        parameter, problems = next(iter(detail.items()))
        return "bad_parameter", f"{parameter}: {_text(problems)}", {"parameter": parameter}
    return "bad_parameter", _text(detail), {}


def _text(problems: Any) -> str:
    return _text(problems[0]) if isinstance(problems, list) and problems else str(problems)


def _body(code: str, message: str, hint: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "message": message, "hint": hint, "data": data}


def error_response(status: int, code: str, message: str) -> JsonResponse:
    """Return an error outside of any API view."""
    return JsonResponse(_body(code, message, HINTS.get(code, ""), {}), status=status)


@csrf_exempt
def not_found(request: HttpRequest) -> JsonResponse:
    """Answer an address under /api/ that does not exist."""
    return error_response(404, "not_found", f"There is nothing at {request.path}.")


def internal_error(request: HttpRequest) -> JsonResponse:
    """Answer a request that failed for a fault of the server."""
    return error_response(500, "internal_error", f"The server failed at {request.path}.")
