"""HTTP for the quarantine."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from backend.api.answers import Body, provenance
from backend.api.data import DataApi
from backend.api.errors import ApiError
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.parameters import check_interval, read_cursor
from backend.api.questions import Question
from backend.api.schemas import responses
from backend.lake.view import View
from backend.quarantine import examples, presenters, selectors
from backend.quarantine.schemas import QuarantineQuery, QuarantineShape

_LONGEST = timedelta(days=31, hours=1)
_DEFAULT = timedelta(days=7)


class QuarantineApi(DataApi):
    """Records that are not events."""

    query = QuarantineQuery

    @extend_schema(
        operation_id="quarantine",
        summary="Records that are not events, newest first",
        parameters=[QuarantineQuery],
        responses=responses(QuarantineShape),
        description="What came in [from, to) and was refused, by default in the last seven days.",
        examples=sample(examples.QUARANTINE),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of records, and how many there are of each reason."""
        return self.answer(request)

    @classmethod
    def fixed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Write the last seven days out."""
        if "from" in values or "to" in values:
            return values
        # The end of the minute that runs: everybody who asks within it shares one answer.
        end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        return values | {"from": end - _DEFAULT, "to": end}

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer one page of records, and how many there are of each reason."""
        query = question.values
        start, end = _bounds(query)
        before = read_cursor(query["cursor"], kinds=(int, int, int)) if "cursor" in query else None
        found = selectors.quarantined(
            view, start=start, end=end, reason=query.get("reason"), before=before, limit=query["limit"]
        )
        total = sum(found.counts.values())
        return {
            "from": instant(start),
            "to": instant(end),
            "results": [presenters.record(row) for row in found.page],
            "counts": presenters.counts(found.counts),
            "total": total,
            "next": question.next_page(list(found.more) if found.more else None),
            **provenance(view, found.settled, total),
        }


def _bounds(query: Mapping[str, Any]) -> tuple[datetime, datetime]:
    start, end = query.get("from"), query.get("to")
    if start is None or end is None:
        raise ApiError("bad_interval", "Only one of from and to is given.", hint="Give both, or neither.")
    check_interval(start, end, _LONGEST)
    return start, end
