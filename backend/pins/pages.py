"""A pinned report as a page to print or to pass on."""

import json
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.api.schemas import refusals
from backend.pins.selectors import pin_of, report_of

# Portuguese and English; a column that is not here is called by its name in the API.
_HEADINGS = {
    "rank": ("Posição", "Rank"),
    "window_start": ("Início", "Start"),
    "window_end": ("Fim", "End"),
    "day": ("Dia", "Day"),
    "platform": ("Plataforma", "Platform"),
    "product_id": ("Código", "Product id"),
    "product_name": ("Produto", "Product"),
    "currency": ("Moeda", "Currency"),
    "revenue": ("Receita", "Revenue"),
    "gross": ("Bruto", "Gross"),
    "refunds": ("Reembolsos", "Refunds"),
    "orders": ("Pedidos", "Orders"),
    "units": ("Unidades", "Units"),
    "views": ("Visualizações", "Views"),
}


class PageRenderer(BaseRenderer):
    """Lets a client accept a page; the page writes itself."""

    media_type = "text/html"
    format = "html"


class PinPageApi(APIView):
    """A pinned report as a page; its errors are JSON."""

    renderer_classes = [JSONRenderer, PageRenderer]

    @extend_schema(
        operation_id="pin_page",
        summary="A pinned report to print",
        responses={(200, "text/html"): OpenApiTypes.STR, **refusals(401, 403, 404, 429, 503)},
        description="One page in Portuguese and English, with every row, the receipt and the hash.",
        examples=[OpenApiExample("Page", value="<!doctype html>…", media_type="text/html", response_only=True)],
    )
    def get(self, request: Request, pin_id: str) -> HttpResponse:
        """Answer the page."""
        row = pin_of(pin_id)
        report = json.loads(report_of(row))
        columns = list(report["results"][0]) if report["results"] else []
        context: dict[str, Any] = {
            "pin": row,
            "report": report,
            "headings": [_HEADINGS.get(name, (name, name)) for name in columns],
            "rows": [[each[name] for name in columns] for each in report["results"]],
        }
        return HttpResponse(render_to_string("pins/report.html", context))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Write errors as JSON, whatever was accepted."""
        if isinstance(response, Response):
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)
