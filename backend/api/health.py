"""Whether the hub is well: a word for everyone, the components for those who may read."""

from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, connection
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import VIEWER, has_role
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.schemas import Shape
from backend.lake.service import DEGRADED, Moment, lake_service
from backend.lake.view import LIVE
from hub import __version__
from hub.errors import HubError

SERVICE = "realtime-analytics-hub"


class HealthShape(Shape):
    """Whether the hub is well."""

    status = serializers.ChoiceField(choices=["live", "warming up", "degraded"])
    service = serializers.CharField()
    version = serializers.CharField()
    components = serializers.DictField(required=False, help_text="Only for those who may read.")
    receipt = serializers.CharField(required=False)


class HealthApi(APIView):
    """Whether the hub is well. Answers 200 whenever the server does: `status` says the rest."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="health",
        summary="Whether the hub is well",
        responses={200: HealthShape},
        examples=sample({"status": "live", "service": SERVICE, "version": __version__}),
    )
    def get(self, request: Request) -> Response:
        """Answer the status; the components too if the user has a role."""
        moment, problem = _moment()
        body: dict[str, Any] = {
            "status": moment.status if moment else DEGRADED,
            "service": SERVICE,
            "version": __version__,
        }
        if has_role(request.user, VIEWER):
            body["components"] = {
                "database": _database(),
                "lake": _lake(moment) if moment else {"status": DEGRADED, "message": problem},
                "stream": _stream(moment) if moment else {"status": DEGRADED},
            }
            body["receipt"] = moment.view.receipt if moment else ""
        return Response(body)


def _moment() -> tuple[Moment | None, str]:
    try:
        return lake_service().moment, ""
    except (HubError, OSError) as error:
        return None, str(error)


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return {"status": DEGRADED, "message": str(error)}
    return {"status": LIVE}


def _lake(moment: Moment) -> dict[str, Any]:
    return {
        "status": DEGRADED if moment.problem else LIVE,
        "message": moment.problem,
        "refreshed_at": instant(moment.refreshed_at),
        "refresh_ms": f"{moment.seconds * 1000:.1f}",
        "tables": dict(moment.view.versions),
    }


def _stream(moment: Moment) -> dict[str, Any]:
    fresh_as_of = moment.view.fresh_as_of
    age = (datetime.now(UTC) - fresh_as_of).total_seconds() if fresh_as_of else None
    return {
        "status": moment.view.status,
        "ingest_seq": moment.view.ingest_seq,
        "fresh_as_of": instant(fresh_as_of),
        "age_seconds": None if age is None else f"{age:.1f}",
    }
