"""Who may do what: every role may do what the ones below it may, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.management import call_command
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from backend.accounts.permissions import IsAdmin, IsAnalyst, IsOperator, IsViewer, viewers_read
from backend.accounts.roles import ROLES
from backend.accounts.services import user_of_role

pytestmark = pytest.mark.django_db

# For each permission the roles that have it, written out.
_HAVE = {
    IsViewer: {"viewer", "analyst", "operator", "admin"},
    IsAnalyst: {"analyst", "operator", "admin"},
    IsOperator: {"operator", "admin"},
    IsAdmin: {"admin"},
}


class _Token:
    def __init__(self, role: str) -> None:
        self.role = role


def _allows(
    permission: type[BasePermission], user: User | AnonymousUser, *, token: str = "", write: bool = False
) -> bool:
    factory = APIRequestFactory()
    request = Request(factory.post("/") if write else factory.get("/"))
    request.user = user
    request.auth = _Token(token) if token else None
    return permission().has_permission(request, APIView())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", _HAVE)
def test_a_role_may_do_what_the_ones_below_it_may(permission: type[BasePermission], role: str) -> None:
    assert _allows(permission, user_of_role(role=role)) == (role in _HAVE[permission])


@pytest.mark.parametrize("scope", ROLES)
@pytest.mark.parametrize("permission", _HAVE)
def test_a_token_of_an_admin_may_do_no_more_than_it_is_for(permission: type[BasePermission], scope: str) -> None:
    assert _allows(permission, user_of_role(role="admin"), token=scope) == (scope in _HAVE[permission])


def test_a_token_gives_its_user_no_role_that_the_user_has_not() -> None:
    assert not _allows(IsOperator, user_of_role(role="viewer"), token="admin")


def test_whoever_is_not_active_or_unknown_may_do_nothing() -> None:
    user = user_of_role(role="admin")
    user.is_active = False

    assert not _allows(IsViewer, user)
    assert not _allows(IsViewer, AnonymousUser())


def test_viewers_read_what_only_operators_change() -> None:
    permission = viewers_read(IsOperator)

    assert _allows(permission, user_of_role(role="viewer"))
    assert not _allows(permission, user_of_role(role="analyst"), write=True)
    assert _allows(permission, user_of_role(role="operator"), write=True)


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_its_roles_again() -> None:
    call_command("flush", interactive=False, verbosity=0)

    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(ROLES)
