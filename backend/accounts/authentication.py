"""How a request says whose it is: with a token, besides a session."""

from django.contrib.auth.models import User
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from backend.accounts.models import ApiToken
from backend.accounts.tokens import valid_token


class ApiTokenAuthentication(TokenAuthentication):
    """`Authorization: Token hub_…`."""

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        """Return the token and its user. Raises AuthenticationFailed."""
        token = valid_token(key)
        if token is None:
            raise AuthenticationFailed("This token is not known, has expired, or was revoked.")
        return token.user, token
