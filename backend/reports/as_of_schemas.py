"""Parameters and answers about what was shown at a time."""

from typing import Any

from rest_framework import serializers

from backend.api.parameters import InstantField
from backend.publications.schemas import PublicationShape
from backend.reports.exports_api import format_field
from backend.sales.examples import SUMMARY
from backend.sales.schemas import SummaryShape, TotalsQuery

AS_SERVED, RECOUNTED = "as_served", "recounted"
METHODS = (AS_SERVED, RECOUNTED)


class AsOfQuery(TotalsQuery):
    """When, and which totals, in which form."""

    format = format_field()
    method = serializers.ChoiceField(
        choices=METHODS,
        required=False,
        help_text=(
            "`as_served`: read at the versions of then, `recounted`: counted again from bronze and silver; without it, "
            "the first as long as these versions are kept, and then the second."
        ),
    )

    def get_fields(self) -> dict[str, Any]:
        """Put the moment first."""
        at = InstantField(help_text="When it was shown, ISO 8601 with an offset.")
        return {"at": at} | super().get_fields()


class AsOfShape(SummaryShape):
    """The totals that were shown at a time."""

    at = serializers.DateTimeField()
    method = serializers.ChoiceField(choices=METHODS, help_text="Whether it was read, or counted again.")
    publication = PublicationShape(allow_null=True, help_text="The publication in effect then.")


AS_OF: dict[str, Any] = {
    "at": "2026-11-24T15:00:02.000Z",
    "method": "as_served",
    "publication": {
        "publication_id": "2026-11-24T06:00:00Z-4000",
        "published_at": "2026-11-24T06:01:12.000Z",
        "seam": 4000,
        "batch_version": 3,
        "batch_products_version": 3,
        "silver_version": 3,
        "verdict": "passed",
        "in_effect": True,
        "actor": "reconcile",
        "reason": "",
    },
    **SUMMARY,
}
