"""Addresses whose answers can be asked for again."""

from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.answers import Answer, Body, answer_to, respond
from backend.api.parameters import Query
from backend.api.questions import API_ROOT, Question
from backend.lake.view import View
from hub.settings import get_settings


class DataApi(APIView):
    """An address that answers from one view and one question alone.

    `query` reads the parameters; `terms` names the settings that the answer depends on, which are read from the
    question's `settings` and from nowhere else.
    """

    query: ClassVar[type[Query]]
    terms: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return the parameters with every default that moves with time written out."""
        return values

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Return the answer, `receipt` aside. Raises ApiError, LakeError or OSError."""
        raise NotImplementedError

    def answer(self, request: Request) -> HttpResponseBase:
        """Answer a request from the newest view."""
        return respond(request, self.question(request), self.answer_from)

    @classmethod
    def answer_from(cls, view: View, question: Question) -> Answer:
        """Return the answer that a view gives to a question. Raises ApiError, LakeError or OSError."""
        return answer_to(question, view, cls.build)

    def values(self, request: Request) -> dict[str, Any]:
        """Read the parameters. Raises ApiError or ValidationError."""
        return self.query.read(request.query_params)

    def question(self, request: Request) -> Question:
        """Return what a request asks. Raises ApiError."""
        return Question.of(
            type(self),
            path=request.path.removeprefix(API_ROOT),
            origin=request.build_absolute_uri("/").rstrip("/"),
            values=self.fixed(self.values(request)),
            settings=get_settings(),
        )
