"""Who may read and write the API."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from backend.accounts.roles import VIEWER, has_role

if TYPE_CHECKING:
    # REST framework imports this module while it makes APIView.
    from rest_framework.views import APIView


class IsViewer(BasePermission):
    """Any role may read."""

    message = "Your user has no role, so it may not read."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Say whether the request's user has a role."""
        return has_role(request.user, VIEWER)
