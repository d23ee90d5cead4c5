"""The admin pages: for admins only, usable, without a secret on them, and everything done there is written down."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from backend.accounts.audit import record_action
from backend.accounts.models import ApiToken, AuditEntry
from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token, valid_token

pytestmark = pytest.mark.django_db

_PAGES = [
    "/admin/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/accounts/apitoken/",
    "/admin/accounts/auditentry/",
]


@pytest.fixture
def admin() -> Client:
    """An admin by role alone."""
    user = User.objects.create_user("maria")
    user.groups.add(Group.objects.get(name="admin"))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", _PAGES)
def test_who_has_the_role_sees_the_pages(path: str, admin: Client) -> None:
    issue_token(user=user_of_role(role="viewer"), role="viewer")
    record_action(actor=user_of_role(role="viewer"), action="pin.create", target="p1")

    assert admin.get(path).status_code == 200


@pytest.mark.parametrize("path", [*_PAGES, "/admin/auth/user/1/change/"])
def test_no_page_has_inline_scripts_or_styles(path: str, admin: Client) -> None:
    html = admin.get(path).content.decode()

    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", html)
    assert "<style" not in html
    assert not re.search(r"<[^>]+\s(style|on\w+)=\"", html)


@pytest.mark.parametrize("role", ["viewer", "analyst", "operator"])
def test_others_are_told_that_they_may_not(role: str) -> None:
    client = Client()
    client.force_login(user_of_role(role=role))
    answer = client.get("/admin/auth/user/", follow=True)

    assert answer.status_code == 403
    assert "does not have the role" in answer.content.decode()


def test_a_stranger_logs_in_where_attempts_are_counted() -> None:
    answer = Client().get("/admin/auth/user/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/login/?next=")
    assert Client().post("/admin/login/", {"username": "maria", "password": "guess"}).status_code == 302


def test_the_pages_show_no_digest_and_no_token(admin: Client) -> None:
    token, text = issue_token(user=user_of_role(role="viewer"), role="viewer")
    shown = [admin.get(f"/admin/accounts/apitoken/{end}").content.decode() for end in ("", f"{token.pk}/change/")]

    assert all(token.hint in page for page in shown)
    assert not any(token.digest in page or text in page for page in shown)


def test_an_admin_withdraws_a_token(admin: Client) -> None:
    token, text = issue_token(user=user_of_role(role="viewer"), role="viewer")
    admin.post("/admin/accounts/apitoken/", {"action": "withdraw", "_selected_action": [token.pk]})

    assert valid_token(text) is None
    assert AuditEntry.objects.filter(actor="maria", action="token.revoke", target=token.hint).exists()


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
@pytest.mark.parametrize("model", ["apitoken", "auditentry"])
def test_tokens_and_the_log_are_neither_added_nor_deleted_there(page: str, model: str, admin: Client) -> None:
    token, _ = issue_token(user=user_of_role(role="viewer"), role="viewer")
    key = token.pk if model == "apitoken" else AuditEntry.objects.latest("pk").pk

    assert admin.post(f"/admin/accounts/{model}/{page.format(key)}", {"post": "yes"}).status_code == 403
    assert (ApiToken.objects.count(), AuditEntry.objects.count()) == (1, 1)


def _form(admin: Client, user: User, **changes: Any) -> dict[str, Any]:
    page = admin.get(f"/admin/auth/user/{user.pk}/change/")
    initial = page.context["adminform"].form.initial
    return {"username": user.username, "email": "", "is_active": "on", **changes} | {
        name: initial.get(name) or "" for name in ("first_name", "last_name")
    }


def test_an_admin_gives_a_user_a_role_and_that_is_written_down(admin: Client) -> None:
    user = User.objects.create_user("ana")
    role = Group.objects.get(name="operator").pk
    answer = admin.post(f"/admin/auth/user/{user.pk}/change/", _form(admin, user, groups=[role]))
    entry = AuditEntry.objects.get(action="user.change")

    assert answer.status_code == 302
    assert (entry.actor, entry.target, entry.detail["role"]) == ("maria", "ana", "operator")


def test_an_admin_makes_and_deletes_users_and_that_is_written_down(admin: Client) -> None:
    words = {"username": "ana", "password1": "a long passphrase", "password2": "a long passphrase"}
    admin.post("/admin/auth/user/add/", words | {"usable_password": "true"})
    made = User.objects.get(username="ana")
    admin.post(f"/admin/auth/user/{made.pk}/delete/", {"post": "yes"})

    entries = AuditEntry.objects.order_by("id").values_list("actor", "action", "target")
    assert list(entries) == [("maria", "user.create", "ana"), ("maria", "user.delete", "ana")]
