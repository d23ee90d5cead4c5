"""HTTP for what was known at a moment."""

from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import provenance
from backend.api.formats import instant, measures
from backend.api.questions import Question
from backend.lake.rows import IngestRow
from backend.lake.service import lake_service
from backend.lake.view import View
from backend.reports.days_api import DaysApi
from backend.reports.days_query import Days, days_of
from backend.reports.exports import COUNT, DAY, MONEY, TEXT, Report
from backend.reports.exports_api import report_responses
from backend.reports.known import currency_totals, events_of, known_rows
from backend.reports.known_archive import Archive, archive
from backend.reports.known_examples import AS_KNOWN
from backend.reports.known_schemas import KnownQuery, KnownShape

MEASURE_COLUMNS = {
    "revenue": MONEY,
    "gross": MONEY,
    "refunds": MONEY,
    "orders": COUNT,
    "units": COUNT,
    "views": COUNT,
}
_COLUMNS = {"day": DAY, "platform": TEXT, "currency": TEXT, **MEASURE_COLUMNS}


class AsKnownApi(DaysApi):
    """What was known at a moment."""

    query = KnownQuery

    @extend_schema(
        operation_id="reports_as_known",
        summary="What was known at a moment",
        parameters=[KnownQuery],
        responses=report_responses(KnownShape),
        examples=[OpenApiExample("One day, as known the evening before last", value=AS_KNOWN, response_only=True)],
        description=(
            "Totals of [from, to) or of a day, summed over the arrivals that had come in by `at`. It depends on no "
            "old version of any table: silver keeps of each event when it came first and what it contributes. "
            "Arrivals past silver's seam are those that live has counted; `settled` says how much that is."
        ),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer the totals."""
        return self.answer(request)

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Report the totals."""
        days = days_of(question.values, question.settings)
        return as_known(view, archive(lake_service().settings), days, question.values.get("at"))


def as_known(view: View, past: Archive, days: Days, at: datetime | None) -> Report:
    """Report what was known of some days at a moment; None is now."""
    batch = past.batches.at(view, at)
    upto = batch.ingest_seq if batch else 0
    rows = known_rows(view, past.silver, past.speed, spans=days.spans, upto=upto)
    results: list[dict[str, Any]] = [
        {
            "day": row.day and row.day.isoformat(),
            "platform": row.platform,
            "currency": row.currency,
            **measures(row.measures),
        }
        for row in rows
    ]
    totals = [{"currency": currency, **measures(values)} for currency, values in currency_totals(rows)]
    return Report(
        name="as-known",
        columns=_COLUMNS,
        rows=results,
        head={"at": instant(at), "known": told_batch(batch), **days.told},
        tail={"totals": totals, "next": None, **provenance(view, *events_of(rows)), **fresh(batch)},
    )


def told_batch(batch: IngestRow | None) -> dict[str, Any]:
    """Show which batch was the newest."""
    return {
        "ingest_seq": batch.ingest_seq if batch else 0,
        "ingested_at": instant(batch.ingested_at) if batch else None,
    }


def fresh(batch: IngestRow | None) -> dict[str, Any]:
    """Say how fresh an answer about a moment is: as fresh as the newest batch of then."""
    return {"fresh_as_of": instant(batch.ingested_at) if batch else None}
