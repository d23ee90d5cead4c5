"""What was shown at a time, counted again from bronze and silver, when the tables of then are vacuumed."""

from collections.abc import Iterable

from backend.api.answers import Body, provenance
from backend.api.formats import measures
from backend.api.questions import Question
from backend.lake.sums import EVENTS
from backend.lake.view import View
from backend.publications import presenters
from backend.reports.days import interval_spans
from backend.reports.known_apis import fresh
from backend.reports.known_archive import Archive
from backend.reports.moments import nothing_shown
from backend.reports.served_sums import ServedSums, served_sums
from backend.reports.silver import Sums
from backend.reports.why_moments import Served, served_at
from backend.reports.why_sums import plus
from backend.sales.apis import shown, totals_period


def recounted(view: View, past: Archive, question: Question) -> Body:
    """Return the totals that were served at the question's `at`, with the publication of then. Raises LakeError.

    `view` is the lake of now: what was published and what came in by then is read from its rows. Raises ApiError when
    the lake had nothing yet.
    """
    at, period = question.values["at"], totals_period(question)
    served = served_at(view, past.batches, at)
    if served == Served(None, None):
        raise nothing_shown(at)
    spans = interval_spans(period.start, period.end, question.values.get("platform"))
    found = {span.platform: served_sums(view, past, span, served) for span in spans}
    totals = plus(each.sums for each in found.values())
    return {
        "publication": served.publication and presenters.publication(served.publication, in_effect=True),
        **shown(period, question),
        "results": [
            {"platform": platform, "currency": currency, **measures(values)}
            for platform, each in sorted(found.items())
            for currency, values in plus([each.sums]).items()
        ],
        "totals": [{"currency": currency, **measures(values)} for currency, values in totals.items()],
        "next": None,
        **provenance(view, *_events(found.values())),
        **fresh(served.batch),
    }


def _events(found: Iterable[ServedSums]) -> tuple[int, int]:
    """Return how many events lay behind the seam of then, and how many were counted."""
    pairs = [(_events_in(each.settled), _events_in(each.sums)) for each in found]
    return sum(settled for settled, _ in pairs), sum(events for _, events in pairs)


def _events_in(sums: Sums) -> int:
    return sum(values[EVENTS] for values in sums.values())
