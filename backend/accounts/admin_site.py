"""The admin pages: for the role admin, entered through the log-in page that everybody uses."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from backend.accounts.roles import ADMIN, has_role


class HubAdminSite(AdminSite):
    """Asks for the role, not for a flag beside it."""

    site_header = site_title = "Realtime Analytics Hub"
    index_title = "Users, tokens, rules"

    def has_permission(self, request: HttpRequest) -> bool:
        """Say whether the user may see the admin pages."""
        return has_role(request.user, ADMIN)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        """Send a stranger to the log-in page, which counts attempts. Raises PermissionDenied for anybody else."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))


class AdminsMayAll(BaseBackend):
    """Lets the role admin do what Django's model permissions ask for; nobody else has any."""

    def has_perm(self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Any = None) -> bool:
        """Say whether the user may do `perm`."""
        return has_role(user_obj, ADMIN)

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        """Say whether the user may do anything in an app."""
        return has_role(user_obj, ADMIN)
