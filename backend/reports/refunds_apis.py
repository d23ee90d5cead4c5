"""HTTP for refunds on either basis."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from backend.api.answers import provenance
from backend.api.formats import instant, money
from backend.api.questions import Question
from backend.lake.service import lake_service
from backend.lake.view import View
from backend.reports.days_api import DaysApi
from backend.reports.days_query import Days, days_of
from backend.reports.exports import COUNT, DAY, MONEY, TEXT, Report
from backend.reports.exports_api import report_responses
from backend.reports.known import events_of, known_rows
from backend.reports.known_apis import fresh, told_batch
from backend.reports.known_archive import Archive, archive
from backend.reports.refunds import BasisRow, basis_rows
from backend.reports.refunds_examples import REFUNDS
from backend.reports.refunds_schemas import SALE_DATE, RefundsQuery, RefundsShape
from backend.reports.why_moments import Served

_COLUMNS = {
    "day": DAY,
    "platform": TEXT,
    "currency": TEXT,
    "gross": MONEY,
    "refunds": MONEY,
    "revenue": MONEY,
    "refunds_by_refund_date": MONEY,
    "refunds_by_sale_date": MONEY,
    "difference": MONEY,
    "unmatched": MONEY,
    "unmatched_events": COUNT,
}


class RefundsApi(DaysApi):
    """Refunds on either basis."""

    query = RefundsQuery

    @extend_schema(
        operation_id="reports_refunds",
        summary="Refunds by their own date or by that of their sale",
        parameters=[RefundsQuery],
        responses=report_responses(RefundsShape),
        examples=[OpenApiExample("A sale of Monday, refunded on Tuesday", value=REFUNDS, response_only=True)],
        description=(
            "What was sold and taken back in [from, to) or on a day, with refunds and cancellations on both bases: on "
            "their own day (as everywhere else), and on the day of the sale that `refers_to` names."
        ),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer both bases."""
        return self.answer(request)

    @classmethod
    def report(cls, view: View, question: Question) -> Report:
        """Report both bases."""
        days = days_of(question.values, question.settings)
        return refunds(view, archive(lake_service().settings), days, question.values)


def refunds(view: View, past: Archive, days: Days, query: Mapping[str, Any]) -> Report:
    """Report refunds on both bases as known at a moment."""
    at, basis = query.get("at"), query["basis"]
    batch = past.batches.at(view, at)
    rows = basis_rows(view, past, days.spans, Served(view.publication, batch))
    known = known_rows(view, past.silver, past.speed, spans=days.spans, upto=batch.ingest_seq if batch else 0)
    by_currency: dict[str, list[BasisRow]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    return Report(
        name="refunds",
        columns=_COLUMNS,
        rows=[
            {"day": row.day and row.day.isoformat(), "platform": row.platform, **_sums(row.currency, row[3:], basis)}
            for row in rows
        ],
        head={"at": instant(at), "known": told_batch(batch), "basis": basis, **days.told},
        tail={
            "totals": [
                _sums(currency, [sum(column) for column in zip(*(row[3:] for row in each), strict=True)], basis)
                for currency, each in sorted(by_currency.items())
            ],
            "next": None,
            **provenance(view, *events_of(known)),
            **fresh(batch),
        },
    )


def _sums(currency: str, values: Sequence[int], basis: str) -> dict[str, Any]:
    gross, by_refund_date, by_sale_date, unmatched, unmatched_events = values
    chosen = by_sale_date if basis == SALE_DATE else by_refund_date
    return {
        "currency": currency,
        "gross": money(gross),
        "refunds": money(chosen),
        "revenue": money(gross - chosen),
        "refunds_by_refund_date": money(by_refund_date),
        "refunds_by_sale_date": money(by_sale_date),
        "difference": money(by_refund_date - by_sale_date),
        "unmatched": money(unmatched),
        "unmatched_events": unmatched_events,
    }
