"""Roles: what a user may do. Each may also do what the ones before it may."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from rest_framework.request import Request

VIEWER, ANALYST, OPERATOR, ADMIN = ROLES = ("viewer", "analyst", "operator", "admin")


def has_role(user: AbstractBaseUser | AnonymousUser, role: str) -> bool:
    """Say whether the user is active and has this role or a higher one."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name__in=roles_from(role)).exists()


def role_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return the user's highest role, "" for none."""
    return next((role for role in reversed(ROLES) if has_role(user, role)), "")


def may_act_as(request: Request, role: str) -> bool:
    """Say whether a request may do what `role` may: its user has the role, and its token, if any, is not for less."""
    return getattr(request.auth, "role", ADMIN) in roles_from(role) and has_role(request.user, role)


def roles_from(role: str) -> tuple[str, ...]:
    """Return this role and the higher ones."""
    return ROLES[ROLES.index(role) :]
