"""Only this server's own pages may open a WebSocket with its cookies.

A browser sends a page's origin and cannot be made to send another. Another port is another origin, although cookies
do not see the difference. A program sends no origin: it is let in, and must show a token.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, WebSocketScope
from channels.security.websocket import WebsocketDenier
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.http.request import split_domain_port, validate_host

Application = Callable[[WebSocketScope, ASGIReceiveCallable, ASGISendCallable], Awaitable[None]]


def only_own_pages(application: Application) -> Application:
    """Refuse, before it is accepted, a connection from a page of another origin or to another host name."""
    inner = CookieMiddleware(application)

    async def checked(scope: WebSocketScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        allowed = inner if _is_allowed(scope) else WebsocketDenier()
        await allowed(scope, receive, send)

    return checked


def _is_allowed(scope: WebSocketScope) -> bool:
    headers = {name: value.decode("latin1") for name, value in scope["headers"]}
    host, origin = headers.get(b"host", ""), headers.get(b"origin")
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    page = urlsplit(origin)
    scheme = "https" if scope["scheme"] == "wss" or settings.SESSION_COOKIE_SECURE else "http"
    return page.scheme == scheme and page.netloc == host
