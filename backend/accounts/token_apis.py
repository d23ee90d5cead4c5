"""HTTP for one's own tokens."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import examples
from backend.accounts.models import ApiToken
from backend.accounts.roles import may_act_as
from backend.accounts.schemas import NewTokenShape, TokenBody, TokenListShape
from backend.accounts.tokens import LIFETIME, issue_token, revoke_token, tokens_of
from backend.api.errors import ApiError
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.schemas import refusals


class TokensApi(APIView):
    """One's own tokens."""

    @extend_schema(
        operation_id="tokens",
        summary="Your tokens",
        responses={200: TokenListShape, **refusals(401, 403, 429)},
        examples=sample({"results": [examples.TOKEN], "next": None}),
    )
    def get(self, request: Request) -> Response:
        """Answer the tokens that the user may use now."""
        return Response({"results": [_shown(token) for token in tokens_of(_user(request))], "next": None})

    @extend_schema(
        operation_id="create_token",
        summary="Make a token",
        request=TokenBody,
        responses={201: NewTokenShape, **refusals(400, 401, 403, 429)},
        description="Makes a token for a role that you, and the token you send, have. Its text is told only now.",
        examples=sample(examples.NEW_TOKEN, asked=examples.TOKEN_BODY, status=201),
    )
    def post(self, request: Request) -> Response:
        """Make a token."""
        body = TokenBody.read(request.data)
        if not may_act_as(request, body["role"]):
            raise ApiError(
                "permission_denied",
                f"You may not act as {body['role']}, so no token of yours may.",
                hint="Ask for a role that you have: GET /api/me/ says which.",
                status=403,
            )
        token, text = issue_token(user=_user(request), role=body["role"], name=body["name"], lifetime=_lifetime(body))
        return Response({**_shown(token), "token": text}, status=201, headers={"Cache-Control": "no-store"})


class TokenApi(APIView):
    """One of one's own tokens."""

    @extend_schema(
        operation_id="revoke_token", summary="Withdraw a token", responses={204: None, **refusals(401, 403, 404, 429)}
    )
    def delete(self, request: Request, token_id: int) -> Response:
        """Withdraw the token for good."""
        token = tokens_of(_user(request)).filter(pk=token_id).first()
        if token is None:
            raise ApiError(
                "not_found", f"You have no token {token_id}.", hint="GET /api/tokens/ lists yours.", status=404
            )
        revoke_token(actor=_user(request), token=token)
        return Response(status=204)


def _user(request: Request) -> User:
    return cast(User, request.user)


def _lifetime(body: dict[str, Any]) -> Any:
    if "expires_at" not in body:
        return LIFETIME
    if body["expires_at"] is None:
        return None
    lifetime = body["expires_at"] - timezone.now()
    if lifetime.total_seconds() <= 0:
        raise ApiError(
            "bad_time",
            f"expires_at is {instant(body['expires_at'])}, which is past.",
            hint="Give a moment to come, or null.",
            data={"parameter": "expires_at", "value": instant(body["expires_at"])},
        )
    return lifetime


def _shown(token: ApiToken) -> dict[str, Any]:
    return {
        "id": token.pk,
        "name": token.name,
        "role": token.role,
        "hint": token.hint,
        "created_at": instant(token.created_at),
        "expires_at": instant(token.expires_at),
        "last_used_at": instant(token.last_used_at),
    }
