"""HTTP for Prometheus."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.metrics import lake  # noqa: F401 - registers what it reads
from backend.metrics.registry import REGISTRY


class MetricsApi(APIView):
    """The metrics of this process, for whoever may read: a scraper sends a viewer's token."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """Write the metrics in Prometheus' text format."""
        return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, Any]:
        """Choose the renderer of errors, whatever a scraper accepts."""
        return JSONRenderer(), JSONRenderer.media_type
