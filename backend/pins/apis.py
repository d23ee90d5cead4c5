"""HTTP for pins."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from backend.accounts.permissions import IsAnalyst, viewers_read
from backend.api.pages import next_page
from backend.api.parameters import read_cursor
from backend.api.schemas import refusals
from backend.api.throttles import PastPerMinute
from backend.pins import presenters, selectors, services
from backend.pins.comparing import compare
from backend.pins.examples import COMPARISON, PIN, PIN_BODY
from backend.pins.schemas import ComparisonShape, PinBody, PinDetailShape, PinListShape, PinShape, PinsQuery
from backend.sales.examples import SUMMARY

_READ = refusals(401, 403, 404, 429, 503)


class PinsApi(APIView):
    """What is kept for ever."""

    permission_classes = [viewers_read(IsAnalyst)]
    throttle_classes = [PastPerMinute]

    @extend_schema(
        operation_id="pins",
        summary="What is kept for ever",
        parameters=[PinsQuery],
        responses={200: PinListShape, **refusals(400, 401, 403, 429, 503)},
        examples=[OpenApiExample("One report", value={"results": [PIN], "next": None}, response_only=True)],
        description="Pins, newest first.",
    )
    def get(self, request: Request) -> Response:
        """Answer one page of pins."""
        query = PinsQuery.read(request.query_params)
        before = read_cursor(query["cursor"], kinds=(str, str)) if "cursor" in query else None
        rows = selectors.newest_pins(before=cast("selectors.Order | None", before))
        page = rows[: query["limit"]]
        more = list(selectors.order_of(page[-1])) if len(rows) > len(page) else None
        return Response({"results": [presenters.pin(row) for row in page], "next": next_page(request, more)})

    @extend_schema(
        operation_id="create_pin",
        summary="Keep a report for ever",
        request=PinBody,
        responses={201: PinShape, **refusals(400, 401, 403, 404, 410, 429, 503)},
        examples=[
            OpenApiExample("A report", value=PIN_BODY, request_only=True),
            OpenApiExample("Its pin", value=PIN, response_only=True, status_codes=["201"]),
        ],
        description=(
            "Keeps the answer that carried `receipt` with its rows, its receipt and a hash, and its publication from "
            "every vacuum. Takes the role analyst."
        ),
    )
    def post(self, request: Request) -> Response:
        """Pin a report, or a publication alone."""
        body, user = PinBody.read(request.data), cast(User, request.user)
        made = (
            services.pin_report(actor=user, receipt=body["receipt"], name=body["name"], reason=body["reason"])
            if "receipt" in body
            else services.pin_publication(actor=user, publication_id=body["publication_id"], reason=body["reason"])
        )
        location = reverse("pin", args=[made.pin_id], request=request)
        return Response(presenters.pin(made), status=201, headers={"Location": location})


class PinApi(APIView):
    """One pin."""

    @extend_schema(
        operation_id="pin",
        summary="A pin and its report",
        responses={200: PinDetailShape, **_READ},
        examples=[OpenApiExample("A report", value={**PIN, "report": {"results": []}}, response_only=True)],
    )
    def get(self, request: Request, pin_id: str) -> Response:
        """Answer a pin and its report."""
        row = selectors.pin_of(pin_id)
        return Response(presenters.pin_with_report(row, selectors.report_of(row) if row.is_report else None))


class PinnedReportApi(APIView):
    """The exact bytes of a pinned report."""

    @extend_schema(
        operation_id="pin_report",
        summary="The exact bytes that were pinned",
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT, description="What `sha256` is the hash of."), **_READ},
        examples=[OpenApiExample("Totals of a day", value=SUMMARY, response_only=True)],
    )
    def get(self, request: Request, pin_id: str) -> HttpResponseBase:
        """Answer the bytes, tagged with their hash."""
        row = selectors.pin_of(pin_id)
        response = HttpResponse(selectors.report_of(row), content_type="application/json")
        response["ETag"] = f'"{row.sha256}"'
        return response


class PinComparisonApi(APIView):
    """A pinned report beside today."""

    @extend_schema(
        operation_id="pin_compare",
        summary="A pinned report beside today",
        responses={200: ComparisonShape, **_READ, **refusals(409)},
        examples=[OpenApiExample("A refund came later", value=COMPARISON, response_only=True)],
        description="The rows of a pinned report of sales, what its question is answered now, and the difference.",
    )
    def get(self, request: Request, pin_id: str) -> Response:
        """Answer the comparison."""
        row = selectors.pin_of(pin_id)
        answer: dict[str, Any] = compare(row, selectors.report_of(row))
        return Response(answer)
