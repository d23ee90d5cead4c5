"""What the database keeps about log-in."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class LoginLink(models.Model):
    """A link that logs one user in, once, before it expires. Only a digest of it is kept."""

    digest: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True)
    user: "models.ForeignKey[User, User]" = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    expires_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    used_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Log-in link of {self.user} until {self.expires_at:%Y-%m-%d %H:%M %Z}"
