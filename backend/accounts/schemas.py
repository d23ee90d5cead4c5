"""Parameters and answers about tokens and the audit log."""

from rest_framework import serializers

from backend.accounts.roles import ROLES, VIEWER
from backend.api.bodies import Body
from backend.api.parameters import InstantField, IntervalQuery
from backend.api.schemas import Shape


class AuditQuery(IntervalQuery):
    """Which actions."""

    actor = serializers.CharField(max_length=150, required=False, help_text="A user's name.")
    action = serializers.CharField(max_length=60, required=False, help_text="An action, or how it begins: `pin`.")
    limit = serializers.IntegerField(min_value=1, max_value=500, default=50, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class AuditEntryShape(Shape):
    """Something that somebody changed."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    action = serializers.CharField()
    target = serializers.CharField()
    detail = serializers.JSONField()


class AuditLogShape(Shape):
    """Actions, newest first."""

    results = AuditEntryShape(many=True)
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")


class TokenBody(Body):
    """What a new token is for."""

    name = serializers.CharField(max_length=100, help_text="What it is for.")
    role = serializers.ChoiceField(choices=ROLES, default=VIEWER, help_text="What it may do at most.")
    expires_at = InstantField(
        required=False, allow_null=True, help_text="Without it, in 90 days; null for a token that does not expire."
    )


class TokenShape(Shape):
    """A token, without its text."""

    id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(choices=ROLES)
    hint = serializers.CharField(help_text="How it begins.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="To the minute.")


class NewTokenShape(TokenShape):
    """A token that was just made."""

    token = serializers.CharField(help_text="Its text, told only now.")


class TokenListShape(Shape):
    """One's own tokens, newest first."""

    results = TokenShape(many=True)
    next = serializers.URLField(allow_null=True)
