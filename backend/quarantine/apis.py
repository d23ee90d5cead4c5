"""HTTP for the quarantine."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.answers import Body, provenance, respond
from backend.api.errors import ApiError
from backend.api.formats import instant
from backend.api.pages import next_page
from backend.api.parameters import check_interval, read_cursor
from backend.api.schemas import responses
from backend.lake.view import View
from backend.quarantine import presenters, selectors
from backend.quarantine.schemas import QuarantineQuery, QuarantineShape

_LONGEST = timedelta(days=31, hours=1)
_DEFAULT = timedelta(days=7)


class QuarantineApi(APIView):
    """Records that are not events."""

    @extend_schema(
        operation_id="quarantine",
        summary="Records that are not events, newest first",
        parameters=[QuarantineQuery],
        responses=responses(QuarantineShape),
        description="What came in [from, to) and was refused, by default in the last seven days.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of records, and how many there are of each reason."""
        query = QuarantineQuery.read(request.query_params)
        start, end = _bounds(query)
        reason, limit = query.get("reason"), query["limit"]
        before = read_cursor(query["cursor"], kinds=(int, int, int)) if "cursor" in query else None
        shown: dict[str, Any] = {"from": instant(start), "to": instant(end)}

        def build(view: View) -> Body:
            found = selectors.quarantined(view, start=start, end=end, reason=reason, before=before, limit=limit)
            total = sum(found.counts.values())
            return {
                **shown,
                "results": [presenters.record(row) for row in found.page],
                "counts": presenters.counts(found.counts),
                "total": total,
                "next": next_page(request, list(found.more) if found.more else None, shown),
                **provenance(view, found.settled, total),
            }

        return respond(request, (start, end, reason, before, limit), build)


def _bounds(query: dict[str, Any]) -> tuple[datetime, datetime]:
    start, end = query.get("from"), query.get("to")
    if start is None and end is None:
        # The end of the minute that runs: everybody who asks within it shares one answer.
        end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        start = end - _DEFAULT
    if start is None or end is None:
        raise ApiError("bad_interval", "Only one of from and to is given.", hint="Give both, or neither.")
    check_interval(start, end, _LONGEST)
    return start, end
