"""Alerts from the newest view."""

from collections.abc import Container

from backend.lake.rows import AlertRow
from backend.lake.view import View


def alerts(
    view: View,
    *,
    platform: str | None = None,
    alert_type: str | None = None,
    historical: bool | None = None,
    among: Container[str] | None = None,
    before: tuple[int, str] | None = None,
) -> list[AlertRow]:
    """Return the alerts that fit, newest first; `before` continues behind the alert of that `ingest_seq` and id.

    `among`: only these ids.
    """
    return [
        row
        for row in view.alerts
        if (platform is None or row.platform == platform)
        and (alert_type is None or row.alert_type == alert_type)
        and (historical is None or row.historical == historical)
        and (among is None or row.alert_id in among)
        and (before is None or row[:2] < before)
    ]
