"""HTTP for accounts."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import ROLES, role_of
from backend.api.schemas import Shape


class MeShape(Shape):
    """Who is asking."""

    name = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES, help_text="The highest one.")


class MeApi(APIView):
    """Who is asking, so that a page can leave out what this person may not do."""

    @extend_schema(operation_id="me", summary="Who is asking", responses={200: MeShape})
    def get(self, request: Request) -> Response:
        """Answer the user's name and role."""
        return Response({"name": request.user.get_username(), "role": role_of(request.user)})
