"""HTTP for accounts."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import examples
from backend.accounts.audit import audit_log
from backend.accounts.permissions import IsAdmin
from backend.accounts.roles import ROLES, role_of
from backend.accounts.schemas import AuditLogShape, AuditQuery
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.pages import next_page
from backend.api.parameters import read_cursor
from backend.api.schemas import Shape, refusals


class MeShape(Shape):
    """Who is asking."""

    name = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES, help_text="The highest one.")


class MeApi(APIView):
    """Who is asking, so that a page can leave out what this person may not do."""

    @extend_schema(
        operation_id="me",
        summary="Who is asking",
        responses={200: MeShape, **refusals(401, 403, 429)},
        examples=sample(examples.ME),
    )
    def get(self, request: Request) -> Response:
        """Answer the user's name and role."""
        return Response({"name": request.user.get_username(), "role": role_of(request.user)})


class AuditLogApi(APIView):
    """Who changed what."""

    permission_classes = [IsAdmin]

    @extend_schema(
        operation_id="audit_log",
        summary="Who changed what, newest first",
        parameters=[AuditQuery],
        responses={200: AuditLogShape, **refusals(400, 401, 403, 429)},
        examples=sample(examples.AUDIT_LOG),
    )
    def get(self, request: Request) -> Response:
        """Answer one page of the audit log."""
        query = AuditQuery.read(request.query_params)
        limit = query["limit"]
        before = read_cursor(query["cursor"], kinds=(int,))[0] if "cursor" in query else None
        wanted = audit_log(
            actor=query.get("actor"),
            action=query.get("action"),
            start=query.get("from"),
            end=query.get("to"),
            before=before,
        )
        entries = list(wanted[: limit + 1])
        page = entries[:limit]
        return Response(
            {
                "results": [
                    {
                        "id": entry.pk,
                        "at": instant(entry.at),
                        "actor": entry.actor,
                        "action": entry.action,
                        "target": entry.target,
                        "detail": entry.detail,
                    }
                    for entry in page
                ],
                "next": next_page(request, [page[-1].pk] if len(entries) > limit else None),
            }
        )
