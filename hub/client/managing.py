"""Requests about people, tokens, and who is told of alerts."""

from typing import Any

from hub.client.accounts import AuditEntry, Me, NewToken, Token
from hub.client.base import Base
from hub.client.channels import Channel, Delivery, NewChannel
from hub.client.pages import Pages


class Managing(Base):
    """Keyword arguments are the API's parameters; `from_` is its `from`."""

    def me(self) -> Me:
        """Return who is asking."""
        return self._sent(Me, "GET", "me")

    def tokens(self) -> Pages[Token]:
        """Your own tokens that are valid, newest first."""
        return self._pages(Token, "tokens", {})

    def create_token(self, *, name: str, role: str = "viewer", **more: Any) -> NewToken:
        """Make a token for at most the role that you act as; `expires_at` is by default in 90 days, None is never."""
        return self._sent(NewToken, "POST", "tokens", {"name": name, "role": role, **more})

    def revoke_token(self, token_id: int) -> None:
        """Withdraw one of your tokens for good."""
        self._connection.send("DELETE", f"/api/tokens/{token_id}/")

    def audit_log(self, **parameters: Any) -> Pages[AuditEntry]:
        """Who changed what, newest first; by `actor`, or by how an `action` begins. Takes the role admin."""
        return self._pages(AuditEntry, "audit-log", parameters)

    def channels(self) -> Pages[Channel]:
        """Whom alerts are told to. Takes the role admin."""
        return self._pages(Channel, "channels", {})

    def create_channel(self, *, name: str, kind: str, target: str, **more: Any) -> NewChannel:
        """Tell a webhook, or e-mail addresses, about alerts. Takes the role admin."""
        return self._sent(NewChannel, "POST", "channels", {"name": name, "kind": kind, "target": target, **more})

    def change_channel(self, channel_id: int, **parts: Any) -> Channel:
        """Change parts of a channel. Takes the role admin."""
        return self._sent(Channel, "PATCH", f"channels/{channel_id}", parts)

    def delete_channel(self, channel_id: int) -> None:
        """End a channel, and the messages to it with it. Takes the role admin."""
        self._connection.send("DELETE", f"/api/channels/{channel_id}/")

    def deliveries(self, **parameters: Any) -> Pages[Delivery]:
        """Messages to channels, newest first, by `state` or `channel`. Takes the role operator."""
        return self._pages(Delivery, "deliveries", parameters)

    def send_again(self, delivery_id: int) -> Delivery:
        """Give a dead message all its tries again. Takes the role operator."""
        return self._sent(Delivery, "POST", f"deliveries/{delivery_id}/send-again")
