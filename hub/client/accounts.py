"""Rows about people, tokens, and what was changed. Each class mirrors a shape of `docs/reference/openapi.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Me:
    """Who is asking, and the highest role."""

    name: str
    role: str


@dataclass(frozen=True)
class Token:
    """One of one's own tokens; `hint` is how its text begins."""

    id: int
    name: str
    role: str
    hint: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class NewToken(Token):
    """A token that was just made, with its text, which is told only now."""

    token: str


@dataclass(frozen=True)
class AuditEntry:
    """Something that somebody changed."""

    id: int
    at: datetime
    actor: str
    action: str
    target: str
    detail: Mapping[str, Any]
