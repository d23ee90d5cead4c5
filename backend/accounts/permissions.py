"""Who may read and write the API: one permission a role, and the role that each method of an address takes."""

from typing import TYPE_CHECKING, ClassVar

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from backend.accounts.roles import ADMIN, ANALYST, OPERATOR, VIEWER, may_act_as

if TYPE_CHECKING:
    # REST framework imports this module while it makes APIView.
    from rest_framework.views import APIView


class _HasRole(BasePermission):
    role: ClassVar[str]
    message: str

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Say whether the request's user, and the token it came with, have the role."""
        return may_act_as(request, self.role)


class IsViewer(_HasRole):
    """Any role may read."""

    role = VIEWER
    message = "Your user has no role, so it may not read."


class IsAnalyst(_HasRole):
    """Analysts pin publications and make reports."""

    role = ANALYST
    message = "This takes the role analyst, which your user or your token does not have."


class IsOperator(_HasRole):
    """Operators start reconciliations and replays, and publish."""

    role = OPERATOR
    message = "This takes the role operator, which your user or your token does not have."


class IsAdmin(_HasRole):
    """Admins answer for users and rules, and read the audit log."""

    role = ADMIN
    message = "This takes the role admin, which your user or your token does not have."


def viewers_read(writer: type[_HasRole]) -> type[BasePermission]:
    """Return the permission of an address that every viewer reads, and that only `writer` may change."""

    class ReadOrWrite(BasePermission):
        """Takes a role according to the method."""

        def has_permission(self, request: Request, view: "APIView") -> bool:
            """Say whether the request's user may send this method."""
            needed = IsViewer() if request.method in SAFE_METHODS else writer()
            self.message = needed.message
            return needed.has_permission(request, view)

    return ReadOrWrite
