"""Answers as ready-made bytes: built once for each view and request, then served to everyone who asks the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from backend.api.express import SCOPE_KEY, MadeFrom
from backend.api.formats import instant, share, to_json
from backend.api.questions import Question
from backend.api.receipts import Receipt, digest_of
from backend.lake.service import lake_service
from backend.lake.view import View

_ANSWERS_KEPT = 256

Body = dict[str, Any]
Build = Callable[[View, Question], Body]
AnswerFrom = Callable[[View, Question], "Answer"]


@dataclass(frozen=True)
class Answer:
    """A body, its entity tag and its receipt; `headers` are those that say more of it."""

    body: bytes
    etag: str
    receipt: str
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, body: bytes, receipt: str, **more: Any) -> "Answer":
        """Tag a body with a digest of itself; `receipt` is the one in it that it can be asked for again by."""
        return cls(body, f'"{blake2b(body, digest_size=12).hexdigest()}"', receipt, **more)


class ReadyAnswers:
    """The answers built from one view; a newer view starts with none. Safe to use from several threads."""

    def __init__(self) -> None:
        self._view: View | None = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        # Held while an answer is built, so that a crowd asking the same thing makes the server build it once.
        self._lock = threading.Lock()

    def get(self, view: View, question: Question, answer_from: AnswerFrom) -> Answer:
        """Return the answer to a question, made with `answer_from` if nobody asked before."""
        with self._lock:
            if self._view is not view:
                self._view = view
                self._answers = OrderedDict()
            answer = self._answers.get(question.key)
            if answer is None:
                answer = self._answers[question.key] = answer_from(view, question)
                if len(self._answers) > _ANSWERS_KEPT:
                    self._answers.popitem(last=False)
            return answer


_ready = ReadyAnswers()


def answer_to(question: Question, view: View, build: Build) -> Answer:
    """Return what `build` says, with the receipt that it can be asked for again by."""
    body = build(view, question)
    text = to_json(body)
    told = question.text(with_origin=body["next"] is not None)
    receipt = str(Receipt(view.name, digest_of(text), told))
    # A quotation mark within a text is escaped: these bytes are the field itself, and only once.
    return Answer.of(text.replace(b'"receipt":""', f'"receipt":"{receipt}"'.encode()), receipt)


def respond(request: HttpRequest, question: Question, answer_from: AnswerFrom) -> HttpResponseBase:
    """Answer from the newest view, or say that what the client holds is still right."""
    view = lake_service().moment.view
    return send(request, view, _ready.get(view, question, answer_from))


def send(request: HttpRequest, view: View, answer: Answer) -> HttpResponseBase:
    """Send an answer that was made from `view`, or say that what the client holds is still right."""
    scope = getattr(request, "scope", None)
    latest = lake_service().latest
    if scope is not None and latest is not None and latest.view is view:
        token = getattr(request, "auth", None)
        scope[SCOPE_KEY] = MadeFrom(view, str(request.user.pk), token.expires_at if token else None)
    response: HttpResponseBase
    if answer.etag in _held_by(request):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(answer.body, content_type=answer.content_type)
    for name, value in answer.headers.items():
        response[name] = value
    response["ETag"] = answer.etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    return response


def provenance(view: View, settled_events: int, events: int) -> Body:
    """Say which numbers an answer is made of; `answer_to` puts the receipt in, in which the question is, too."""
    return {
        "receipt": "",
        "fresh_as_of": instant(view.fresh_as_of),
        "settled": share(settled_events, events),
        "status": view.status,
    }


def _held_by(request: HttpRequest) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
