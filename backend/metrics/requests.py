"""Counts requests, also those that the express lane answers without Django."""

import time
from functools import lru_cache
from typing import Any, cast

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, ASGISendEvent, HTTPScope, Scope
from django.urls import Resolver404, resolve
from prometheus_client import Counter, Histogram

from backend.metrics.registry import REGISTRY

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER = "other"

_REQUESTS = Counter(
    "hub_http_requests", "Requests answered, by name of the address.", ("method", "route", "status"), registry=REGISTRY
)
_SECONDS = Histogram(
    "hub_http_request_seconds",
    "Time from a request to the end of its answer.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)


class Counted:
    """Stands before an ASGI application that speaks HTTP."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Pass a request on, and count it when it is answered or has failed."""
        request = cast(HTTPScope, scope)
        status, began = 500, time.perf_counter()

        async def listen(event: ASGISendEvent) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
            await send(event)

        try:
            await self._application(scope, receive, listen)
        finally:
            route = route_of(request["path"])
            method = request["method"] if request["method"] in _METHODS else _OTHER
            _REQUESTS.labels(method, route, status).inc()
            _SECONDS.labels(route).observe(time.perf_counter() - began)


@lru_cache(maxsize=2048)
def route_of(path: str) -> str:
    """Return the name of an address, never a part of it: names are few, addresses are as many as clients think up."""
    if path.startswith("/static/"):
        return "static"
    try:
        match = resolve(path)
    except Resolver404:
        return _OTHER
    return match.view_name if match.url_name else _OTHER
