"""HTTP for receipts."""

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.answers import send
from backend.api.examples import sample
from backend.api.schemas import refusals, responses
from backend.api.throttles import PastPerMinute
from backend.reports.receipts import served
from backend.sales.examples import SUMMARY


class ReceiptApi(APIView):
    """An answer that was served before."""

    throttle_classes = [PastPerMinute]

    @extend_schema(
        operation_id="receipt",
        summary="An answer again, by its receipt",
        responses={**responses(OpenApiTypes.OBJECT), **refusals(404, 410)},
        description=(
            "The answer that carried this receipt, byte for byte and under the same `ETag`, whatever was committed "
            "since. The receipt alone is enough: nothing is stored for an answer."
        ),
        examples=sample(SUMMARY),
    )
    def get(self, request: Request, receipt: str) -> HttpResponseBase:
        """Answer as before."""
        found = served(receipt)
        return send(request, found.view, found.answer)
