"""Answers as ready-made bytes: built once for each view and request, then served to everyone who asks the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from backend.api.express import SCOPE_KEY, MadeFrom
from backend.api.formats import instant, share, to_json
from backend.lake.service import lake_service
from backend.lake.view import View

_ANSWERS_KEPT = 256

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A body and its entity tag."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, body: bytes) -> "Answer":
        """Tag a body with a digest of itself."""
        return cls(body, f'"{blake2b(body, digest_size=12).hexdigest()}"')


class ReadyAnswers:
    """The answers built from one view; a newer view starts with none. Safe to use from several threads."""

    def __init__(self) -> None:
        self._view: View | None = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        # Held while an answer is built, so that a crowd asking the same thing makes the server build it once.
        self._lock = threading.Lock()

    def get(self, view: View, key: Hashable, build: Callable[[View], Body]) -> Answer:
        """Return the answer to the request that `key` stands for, built with `build` if nobody asked before."""
        with self._lock:
            if self._view is not view:
                self._view = view
                self._answers = OrderedDict()
            answer = self._answers.get(key)
            if answer is None:
                answer = self._answers[key] = Answer.of(to_json(build(view)))
                if len(self._answers) > _ANSWERS_KEPT:
                    self._answers.popitem(last=False)
            return answer


_ready = ReadyAnswers()


def respond(request: HttpRequest, key: Hashable, build: Callable[[View], Body]) -> HttpResponseBase:
    """Answer from the newest view, or say that what the client holds is still right."""
    view = lake_service().moment.view
    answer = _ready.get(view, (request.get_host(), request.path, key), build)
    return send(request, view, answer)


def send(
    request: HttpRequest, view: View, answer: Answer, *, content_type: str = "application/json"
) -> HttpResponseBase:
    """Send an answer that was made from `view`, or say that what the client holds is still right."""
    scope = getattr(request, "scope", None)
    if scope is not None:
        scope[SCOPE_KEY] = MadeFrom(view, str(request.user.pk))
    response: HttpResponseBase
    if answer.etag in _held_by(request):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(answer.body, content_type=content_type)
    response["ETag"] = answer.etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    return response


def provenance(view: View, settled_events: int, events: int) -> Body:
    """Say which numbers an answer is made of."""
    return {
        "receipt": view.receipt,
        "fresh_as_of": instant(view.fresh_as_of),
        "settled": share(settled_events, events),
        "status": view.status,
    }


def _held_by(request: HttpRequest) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
