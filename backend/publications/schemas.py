"""Parameters and answers about publications."""

from rest_framework import serializers

from backend.api.parameters import Query
from backend.api.schemas import AnswerShape, Shape


class PublicationsQuery(Query):
    """Which page."""

    limit = serializers.IntegerField(min_value=1, max_value=500, default=50, help_text="Rows a page.")
    cursor = serializers.CharField(max_length=400, required=False, help_text="From a `next`.")


class PublicationShape(Shape):
    """What was made visible."""

    publication_id = serializers.CharField()
    published_at = serializers.DateTimeField()
    seam = serializers.IntegerField()
    batch_version = serializers.IntegerField()
    batch_products_version = serializers.IntegerField()
    silver_version = serializers.IntegerField()
    verdict = serializers.CharField()
    in_effect = serializers.BooleanField(help_text="Whether this is the row that answers are made from.")
    actor = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class ListedPublicationShape(PublicationShape):
    """What was made visible, in the list of all."""

    seam_at = serializers.DateTimeField(
        allow_null=True, help_text="When the batch of the seam came in; null unless the publication is in effect."
    )


class PublicationListShape(AnswerShape):
    """Publications."""

    results = ListedPublicationShape(many=True)


class ReconciliationShape(Shape):
    """What a reconciliation found."""

    publication_id = serializers.CharField()
    published_at = serializers.DateTimeField()
    seam = serializers.IntegerField()
    verdict = serializers.CharField()
    events = serializers.IntegerField(allow_null=True)
    drift = serializers.JSONField(allow_null=True, help_text="By cause.")
    checks = serializers.JSONField(allow_null=True)


class ReconciliationListShape(AnswerShape):
    """Reconciliations."""

    results = ReconciliationShape(many=True)
