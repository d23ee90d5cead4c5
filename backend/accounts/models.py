"""What the database keeps about log-in, and about who changed what."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from backend.accounts.roles import ROLES


class LoginLink(models.Model):
    """A link that logs one user in, once, before it expires. Only a digest of it is kept."""

    digest: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True)
    user: "models.ForeignKey[User, User]" = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    expires_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    used_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Log-in link of {self.user} until {self.expires_at:%Y-%m-%d %H:%M %Z}"


class ApiToken(models.Model):
    """A key with which a program acts for a user, for at most `role`. Only a digest of it is kept."""

    user: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    name: "models.CharField[str, str]" = models.CharField(max_length=100, blank=True)
    role: "models.CharField[str, str]" = models.CharField(max_length=10, choices=[(role, role) for role in ROLES])
    digest: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True, editable=False)
    hint: "models.CharField[str, str]" = models.CharField(max_length=10, help_text="How it begins.")
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(default=timezone.now)
    expires_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)
    last_used_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)
    revoked_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "token"

    def __str__(self) -> str:
        return f"{self.hint}… of {self.user}"


class AppendOnlyRows(models.QuerySet["AuditEntry"]):
    """Rows that are added and read, never changed."""

    def update(self, **values: Any) -> int:
        """Refuse. Raises AppendOnly."""
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse. Raises AppendOnly."""
        raise AppendOnly


class AppendOnly(TypeError):
    """Somebody tried to change what is kept as it was."""

    def __init__(self) -> None:
        super().__init__("The audit log is append-only: record another action that says what is true now.")


class AuditEntry(models.Model):
    """Something that somebody changed. The name is a copy: it stays when the user goes."""

    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(default=timezone.now, db_index=True)
    actor: "models.CharField[str, str]" = models.CharField(max_length=150, db_index=True)
    action: "models.CharField[str, str]" = models.CharField(max_length=60, db_index=True)
    target: "models.CharField[str, str]" = models.CharField(max_length=300)
    detail: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects = AppendOnlyRows.as_manager()

    class Meta:
        verbose_name_plural = "audit log"

    def __str__(self) -> str:
        return f"{self.actor}: {self.action} {self.target}"

    def save(self, **options: Any) -> None:
        """Add the row; refuse to change one. Raises AppendOnly."""
        if self.pk is not None:
            raise AppendOnly
        super().save(**options)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Refuse. Raises AppendOnly."""
        raise AppendOnly
