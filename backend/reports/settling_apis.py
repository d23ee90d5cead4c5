"""HTTP for how windows settle."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import provenance
from backend.api.questions import Question
from backend.lake.service import lake_service
from backend.lake.view import View
from backend.reports.exports import COUNT, FLAG, TEXT, Report
from backend.reports.exports_api import ReportApi, report_responses
from backend.reports.known_archive import Archive, archive
from backend.reports.settling import AgeRow, age_rows, sample
from backend.reports.settling_examples import SETTLING
from backend.reports.settling_schemas import SettlingQuery, SettlingShape

_COLUMNS = {
    "platform": TEXT,
    "currency": TEXT,
    "age_seconds": COUNT,
    "windows": COUNT,
    "events_arrived": TEXT,
    "revenue_arrived": TEXT,
    "moves_at_most": TEXT,
    "held_out_windows": COUNT,
    "held_out_within": COUNT,
    "holds": FLAG,
}
_FOUR_PLACES = Decimal("0.0001")


class SettlingApi(ReportApi):
    """How windows settle."""

    query = SettlingQuery

    @extend_schema(
        operation_id="reports_settling",
        summary="How much a window of an age still moves",
        parameters=[SettlingQuery],
        responses=report_responses(SettlingShape),
        examples=[OpenApiExample("Hours of one marketplace", value=SETTLING, response_only=True)],
        description=(
            "Learned from when the events of settled windows came in: for each age, how much had arrived, and the "
            "share of a window's gross revenue that it moves by at most at `level`. The bound is checked on later "
            "days, which it has not seen. Where there is too little data it is null, and `message` says what lacks."
        ),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer a row for each platform, currency and age."""
        return self.answer(request)

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Report a row for each platform, currency and age."""
        return settling(view, archive(lake_service().settings), question.values)


def settling(view: View, past: Archive, query: Mapping[str, Any]) -> Report:
    """Report how windows settle."""
    final_after = timedelta(hours=query["final_after_hours"])
    window, level = int(query["window"]), query["level"]
    days = sample(view, past, days=query["days"], final_after=final_after)
    files = past.silver.files(view.publication, start=0, end=None)
    learned, held_out = ([past.windows.of(day, files[day], window) for day in each] for each in days)
    rows = age_rows(learned, held_out, level=float(level), final_after=final_after, platform=query.get("platform"))
    message = _missing(rows, level)
    head = {
        "window_seconds": window,
        "level": level,
        "final_after_hours": query["final_after_hours"],
        **_dates("learned", days.learned),
        **_dates("held_out", days.held_out),
        "enough": not message,
        "message": message,
    }
    # All of it is silver: there is nothing in it that is not settled.
    return Report(
        name="settling",
        columns=_COLUMNS,
        rows=[_shown(row) for row in rows],
        head=head,
        tail={"next": None, **provenance(view, 1, 1)},
    )


def _missing(rows: Sequence[AgeRow], level: str) -> str:
    if not rows:
        return "No day has settled yet: a bound needs days that ended `final_after_hours` before the seam."
    fewest = min(row.windows for row in rows)
    if any(row.moves_at_most is None for row in rows):
        needed = round(1 / (1 - float(level))) - 1
        return f"Too little data: {fewest} windows are known, and a bound at {level} needs {needed}."
    if any(not row.held_out_windows for row in rows):
        return "Too little data: there is no later day to check the bound on; it takes four settled days."
    return ""


def _dates(name: str, days: Sequence[date]) -> dict[str, str | None]:
    return {
        f"{name}_from": days[0].isoformat() if days else None,
        f"{name}_to": days[-1].isoformat() if days else None,
    }


def _shown(row: AgeRow) -> dict[str, Any]:
    shares = ("events_arrived", "revenue_arrived", "moves_at_most")
    return row._asdict() | {name: _share(getattr(row, name)) for name in shares}


def _share(value: float | None) -> str | None:
    if value is None:
        return None
    return str(Decimal(repr(value)).quantize(_FOUR_PLACES, rounding=ROUND_DOWN))
