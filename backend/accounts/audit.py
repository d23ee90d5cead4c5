"""The audit log: who changed what, on what, and how."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from backend.accounts.models import AuditEntry


def record_action(
    *, actor: AbstractBaseUser | AnonymousUser, action: str, target: str, detail: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Write down that `actor` did `action` (`pin.create`) on `target`.

    Call it in the transaction of the change, so that neither is kept without the other.
    """
    return AuditEntry.objects.create(
        actor=actor.get_username(), action=action, target=target, detail=dict(detail or {})
    )


def audit_log(
    *,
    actor: str | None = None,
    action: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    before: int | None = None,
) -> QuerySet[AuditEntry]:
    """Return the actions that fit, newest first; `before` continues behind an entry."""
    wanted = {"actor": actor, "action__startswith": action, "at__gte": start, "at__lt": end, "id__lt": before}
    return AuditEntry.objects.filter(**{name: each for name, each in wanted.items() if each is not None}).order_by(
        "-id"
    )
