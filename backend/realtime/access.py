"""Who is at the other end of a connection, and whether they may still read."""

from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from rest_framework.authtoken.models import Token

from backend.accounts.roles import VIEWER, has_role


@dataclass(frozen=True)
class Access:
    """What a client showed: a token, or the key of its session."""

    token: str = ""
    session_key: str = ""

    async def verdict(self) -> int:
        """Return 0 if the client may read now, otherwise the code to close with."""
        code: int = await database_sync_to_async(self._verdict)()
        return code

    def _verdict(self) -> int:
        user = self._user()
        if not user.is_authenticated:
            return NOT_AUTHENTICATED
        return 0 if has_role(user, VIEWER) else NOT_ALLOWED

    def _user(self) -> AbstractBaseUser | AnonymousUser:
        if self.token:
            found = Token.objects.select_related("user").filter(key=self.token, user__is_active=True).first()
            return found.user if found else AnonymousUser()
        store: Any = import_module(settings.SESSION_ENGINE).SessionStore(self.session_key)
        # Also checks that the password is still the one that the session was opened with.
        return get_user(SimpleNamespace(session=store))  # type: ignore[arg-type]


NOT_AUTHENTICATED = 4401
NOT_ALLOWED = 4403
