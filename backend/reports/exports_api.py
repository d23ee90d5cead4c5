"""Which form of a report a client asks for: `format=`, or else the `Accept` header."""

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.answers import Answer, send
from backend.api.data import DataApi
from backend.api.questions import Question
from backend.api.schemas import Shape, responses
from backend.lake.service import lake_service
from backend.lake.view import View
from backend.reports.exports import CSV, JSON, PARQUET, Report, answer_with

FORMATS = (JSON, CSV, PARQUET)


class CsvRenderer(BaseRenderer):
    """Lets a client accept CSV; the report writes itself."""

    media_type = "text/csv"
    format = CSV


class ParquetRenderer(BaseRenderer):
    """Lets a client accept Parquet; the report writes itself."""

    media_type = "application/vnd.apache.parquet"
    format = PARQUET


def format_field() -> serializers.ChoiceField:
    """Return the parameter `format`."""
    return serializers.ChoiceField(
        choices=FORMATS, required=False, help_text="Form of the answer; without it, what `Accept` asks for."
    )


def report_responses(shape: type[Shape]) -> dict[Any, Any]:
    """Return what a request for a report can answer."""
    documented: dict[Any, Any] = dict(responses(shape))
    documented[200, "application/json"] = documented.pop(200)
    documented[200, CsvRenderer.media_type] = OpenApiTypes.STR
    documented[200, ParquetRenderer.media_type] = OpenApiTypes.BINARY
    return documented


class ReportApi(DataApi):
    """A request that can be answered as JSON, CSV or Parquet; its errors are always JSON."""

    renderer_classes = [JSONRenderer, CsvRenderer, ParquetRenderer]

    def answer(self, request: Request) -> HttpResponseBase:
        """Answer a request from the newest view. It may take long, so nobody who asks something else waits for it."""
        view = lake_service().moment.view
        return send(request, view, self.answer_from(view, self.question(request)))

    def values(self, request: Request) -> dict[str, Any]:
        """Read the parameters; the form that a client accepts is one."""
        return {"format": request.accepted_renderer.format} | super().values(request)

    @classmethod
    def answer_from(cls, view: View, question: Question) -> Answer:
        """Return the report in the form that is asked for."""
        return answer_with(cls.report(view, question), view, question, question.values["format"])

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Return the report, `receipt` aside. Raises ApiError, LakeError or OSError."""
        raise NotImplementedError

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Write errors as JSON, whatever form was asked for."""
        if isinstance(response, Response):
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)
