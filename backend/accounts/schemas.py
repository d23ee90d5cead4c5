"""Parameters and answers about the audit log."""

from rest_framework import serializers

from backend.api.parameters import IntervalQuery
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
