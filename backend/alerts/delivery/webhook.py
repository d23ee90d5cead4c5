"""A webhook: one signed POST. Any answer of the 200s says that it was taken."""

import hashlib
import hmac
import json
import urllib.error
import urllib.request
from typing import Any

from backend.alerts.models import Delivery
from hub.settings import get_settings


class NotTaken(Exception):
    """The other side did not take the message."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would send the message, and its signature, to an address that nobody has entered."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


def post(delivery: Delivery, *, now: int) -> None:
    """Send it; `now` (seconds) is part of what is signed, so that a copy can be refused later. Raises NotTaken."""
    body = json.dumps({"id": delivery.key, **delivery.body}, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310  # the channel's own check lets http and https through
        delivery.channel.target,
        body,
        {
            "Content-Type": "application/json",
            "User-Agent": "realtime-analytics-hub",
            "Idempotency-Key": delivery.key,
            "X-Hub-Timestamp": str(now),
            "X-Hub-Signature": f"sha256={signature(delivery.channel.secret, now, body)}",
        },
    )
    try:
        with _OPENER.open(request, timeout=get_settings().webhook_timeout.total_seconds()):
            return
    except urllib.error.HTTPError as error:
        raise NotTaken(f"It answered {error.code} {error.reason}.") from error
    except OSError as error:
        raise NotTaken(f"It did not answer: {getattr(error, 'reason', error)}.") from error


def signature(secret: str, now: int, body: bytes) -> str:
    """Return the HMAC-SHA256, in hex, of `<timestamp>.<body>`."""
    return hmac.new(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
