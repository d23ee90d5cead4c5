"""Reports about days, by default of today."""

from typing import Any

from backend.api.parameters import PLATFORMS, today
from backend.reports.exports_api import ReportApi


class DaysApi(ReportApi):
    """A report about days, of the business, of each marketplace or of any zone."""

    terms = ("business_zone", *(f"{platform}_zone" for platform in PLATFORMS))

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write today out."""
        return values if {"from", "to", "day"} & values.keys() else values | {"day": today()}
