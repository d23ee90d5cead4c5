"""How often a client may ask: counts by clock minute."""

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from hub.settings import get_settings

if TYPE_CHECKING:
    # REST framework imports this module while it makes APIView.
    from rest_framework.views import APIView


_KEPT_SECONDS = 120


class MinuteCounter:
    """Allows each client a number of requests a clock minute: counted in this process, forgotten with the minute."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def allow(self, client: str) -> bool:
        """Count one request of `client` and say whether it may pass."""
        minute = int(time.time() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[client] += 1
            return self._counts[client] <= self.limit

    def seconds_left(self) -> int:
        """Return how long it is until the next minute."""
        return 60 - int(time.time() % 60)


class SharedMinuteCounter(MinuteCounter):
    """The same over all processes of Django: the counts are in its cache, which is Redis where there is one."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(limit)
        self._name = name

    def allow(self, client: str) -> bool:
        """Count one request of `client` and say whether it may pass."""
        key = f"minute:{self._name}:{int(time.time() // 60)}:{client}"
        cache.add(key, 0, timeout=_KEPT_SECONDS)
        return cache.incr(key) <= self.limit


# Whoever guesses passwords must not get more tries from more processes; the other limits are there to spare a process.
LOGIN_ATTEMPTS = SharedMinuteCounter("login", 10)
USERS = MinuteCounter(get_settings().api_requests_per_minute)
PAST = MinuteCounter(get_settings().past_requests_per_minute)
_ANONYMOUS = MinuteCounter(get_settings().anonymous_requests_per_minute)


class PerMinute(BaseThrottle):
    """Limits each user, and each address without a user."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Say whether this request may pass."""
        if request.user and request.user.is_authenticated:
            return USERS.allow(str(request.user.pk))
        return _ANONYMOUS.allow(address_of(request))

    def wait(self) -> float:
        """Return how many seconds to wait."""
        return float(USERS.seconds_left())


class PastPerMinute(PerMinute):
    """Limits each user's requests about the past, which are read from the lake one at a time."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Say whether this request may pass."""
        return PAST.allow(str(request.user.pk))


def address_of(request: HttpRequest | Request) -> str:
    """Return the address that a request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))
