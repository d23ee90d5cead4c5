"""Roles: what a user may do. Each may also do what the ones before it may."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User

VIEWER, ANALYST, OPERATOR, ADMIN = ROLES = ("viewer", "analyst", "operator", "admin")


def has_role(user: AbstractBaseUser | AnonymousUser, role: str) -> bool:
    """Say whether the user is active and has this role or a higher one."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name__in=ROLES[ROLES.index(role) :]).exists()


def role_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return the user's highest role, "" for none."""
    return next((role for role in reversed(ROLES) if has_role(user, role)), "")
