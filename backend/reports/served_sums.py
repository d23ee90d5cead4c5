"""What was served of a span at a moment, counted again: silver as the publication of then had it, and live past it.

It needs no old version of the speed tables, which are kept for hours only: what live had counted is a function of
bronze, and the speed rows of now, or what reconciliations said of them, tell where it had counted something else.
"""

from typing import NamedTuple

from backend.lake.view import View
from backend.reports.causes_arrivals import by_currency
from backend.reports.causes_live import live_at
from backend.reports.causes_settled import Settled, settled_at
from backend.reports.causes_speed import Counted, counted_in_speed
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from backend.reports.silver import Sums
from backend.reports.why_moments import Served
from backend.reports.why_sums import plus
from hub.errors import LakeError


class ServedSums(NamedTuple):
    """The sums behind the seam of a moment, what live had counted past it, and the silver that was read."""

    settled: Sums
    live: Counted
    silver: Settled

    @property
    def sums(self) -> Sums:
        """All that was served."""
        drift = ({pane.currency: list(pane.measures)} for pane in self.live.drift)
        return plus([self.settled, by_currency(self.live.live), *drift])


def served_sums(view: View, past: Archive, span: Span, served: Served) -> ServedSums:
    """Count again what was served of a span at a moment. Raises LakeError."""
    silver = settled_at(view, past, span, served)
    live = counted_in_speed(view, past, span, served, live_at(view, past, span, served))
    return ServedSums(_settled(past, span, served, silver), live, silver)


def _settled(past: Archive, span: Span, served: Served, silver: Settled) -> Sums:
    settled = past.silver.totals(silver.publication, span, upto=silver.seam)
    batch = past.batch.of(served.publication, span) if served.publication else None
    if served.publication and batch is not None and plus([batch]) != plus([settled]):
        raise LakeError(
            f"The batch view of publication {served.publication.publication_id} is not the sum of silver for "
            f"{span.platform}: {plus([batch])} and {plus([settled])} (in cents).",
            hint="Run `audit`, which compares both with bronze."
            if silver.as_published
            else "Silver was rebuilt since, and its version of then is vacuumed. Pin publications that reports cite.",
        )
    return settled
