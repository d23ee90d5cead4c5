"""Tokens: keys with which programs act for a user, each for a role, for a time. Only their digests are kept."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from backend.accounts.audit import record_action
from backend.accounts.digests import digest_of
from backend.accounts.models import ApiToken

LIFETIME = timedelta(days=90)
_HINT_LENGTH = 10
_BETWEEN_NOTES_OF_USE = timedelta(minutes=1)


@transaction.atomic
def issue_token(
    *, user: User, role: str, name: str = "", lifetime: timedelta | None = LIFETIME
) -> tuple[ApiToken, str]:
    """Make a token and return it with its text, which is told only here; without a `lifetime` it never expires."""
    text = f"hub_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name,
        role=role,
        digest=digest_of(text),
        hint=text[:_HINT_LENGTH],
        expires_at=None if lifetime is None else timezone.now() + lifetime,
    )
    detail = {"name": name, "role": role, "expires_at": token.expires_at and token.expires_at.isoformat()}
    record_action(actor=user, action="token.create", target=token.hint, detail=detail)
    return token, text


@transaction.atomic
def revoke_token(*, actor: AbstractBaseUser | AnonymousUser, token: ApiToken) -> None:
    """Withdraw a token for good; nothing happens to one that is withdrawn."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        detail = {"name": token.name, "user": token.user.get_username()}
        record_action(actor=actor, action="token.revoke", target=token.hint, detail=detail)


def valid_token(text: str) -> ApiToken | None:
    """Return the token of this text if it may be used now, and note its use; None for any other text."""
    found = _valid(timezone.now()).select_related("user").filter(digest=digest_of(text)).first()
    if found is not None:
        _note_use(found)
    return found


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the tokens that a user may use now, newest first."""
    return _valid(timezone.now()).filter(user=user).order_by("-id")


def _valid(now: datetime) -> QuerySet[ApiToken]:
    unexpired = Q(expires_at=None) | Q(expires_at__gt=now)
    return ApiToken.objects.filter(unexpired, revoked_at=None, user__is_active=True)


def _note_use(token: ApiToken) -> None:
    # To the minute: a write for every request would make reading as dear as writing.
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - _BETWEEN_NOTES_OF_USE:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
