"""Who is at the other end of a connection, and whether they may still read."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any, NamedTuple

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from backend.accounts.roles import VIEWER, has_role
from backend.accounts.tokens import valid_token


class Verdict(NamedTuple):
    """The code to close a connection with, 0 for none, and when it is to be closed in any case, if that is known."""

    code: int
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Access:
    """What a client showed: a token, or the key of its session."""

    token: str = ""
    session_key: str = ""

    async def verdict(self) -> Verdict:
        """Say whether the client may read now."""
        verdict: Verdict = await database_sync_to_async(self._verdict)()
        return verdict

    def _verdict(self) -> Verdict:
        token = valid_token(self.token) if self.token else None
        user = token.user if token else self._user_of_session()
        if not user.is_authenticated:
            return Verdict(NOT_AUTHENTICATED)
        return Verdict(0 if has_role(user, VIEWER) else NOT_ALLOWED, token.expires_at if token else None)

    def _user_of_session(self) -> AbstractBaseUser | AnonymousUser:
        if not self.session_key:
            return AnonymousUser()
        store: Any = import_module(settings.SESSION_ENGINE).SessionStore(self.session_key)
        # Also checks that the password is still the one that the session was opened with.
        return get_user(SimpleNamespace(session=store))  # type: ignore[arg-type]


NOT_AUTHENTICATED = 4401
NOT_ALLOWED = 4403
