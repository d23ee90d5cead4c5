"""Changes to users and log-in links."""

import secrets
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.core import signing
from django.db import transaction
from django.utils import timezone

from backend.accounts.digests import digest_of
from backend.accounts.models import LoginLink
from backend.accounts.roles import ADMIN

LINK_LIFETIME = timedelta(hours=12)
_SIGNER = signing.TimestampSigner(salt="login-link")


@transaction.atomic
def user_of_role(*, role: str) -> User:
    """Return the stack's own user of a role, made with an unusable password when there is none yet."""
    user, created = User.objects.get_or_create(username=f"hub-{role}")
    if created:
        user.set_unusable_password()
        user.is_staff = user.is_superuser = role == ADMIN
        user.save()
        user.groups.add(Group.objects.get(name=role))
    return user


def make_login_link(*, user: User, lifetime: timedelta = LINK_LIFETIME) -> str:
    """Return the secret part of a link that logs `user` in once, within `lifetime`."""
    token = _SIGNER.sign(secrets.token_urlsafe(32))
    LoginLink.objects.filter(expires_at__lt=timezone.now()).delete()
    LoginLink.objects.create(digest=digest_of(token), user=user, expires_at=timezone.now() + lifetime)
    return token


def use_login_link(*, token: str) -> User | None:
    """Use the link up and return its user; None when it is forged, expired or used, or its user is not active."""
    try:
        _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    link = LoginLink.objects.select_related("user").filter(digest=digest_of(token), user__is_active=True).first()
    # One statement marks the link, so that of two requests at once only one gets in.
    unused = LoginLink.objects.filter(digest=digest_of(token), used_at=None, expires_at__gt=timezone.now())
    if link is None or not unused.update(used_at=timezone.now()):
        return None
    return link.user
