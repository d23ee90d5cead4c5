"""The content security policy: everything comes from this server, nothing is inline."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        # Older browsers do not count a WebSocket of the same origin to 'self'.
        "connect-src 'self' {websocket}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

_Handler = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(get_response: _Handler) -> _Handler:
    """Add the policy to every answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        scheme = "wss" if request.is_secure() else "ws"
        response["Content-Security-Policy"] = _POLICY.format(websocket=f"{scheme}://{request.get_host()}")
        return response

    return middleware
