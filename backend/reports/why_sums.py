"""Sums by currency, and the second opinion on them: the batch view as it was published."""

from collections.abc import Iterable

from deltalake.exceptions import DeltaError

from backend.lake.batch import BatchDays
from backend.lake.columns import MEASURE_NAMES, Names
from backend.lake.grain import PANES_PER_HOUR, SALES
from backend.lake.rows import PublicationRow
from backend.lake.sums import EMPTY, add_up
from backend.lake.view import MergedView
from backend.reports.days import Span
from backend.reports.silver import Sums
from hub.errors import LakeError
from hub.settings import Settings
from hub.tables import BATCH_SALES

NOTHING = [0] * len(MEASURE_NAMES)


def plus(parts: Iterable[Sums]) -> Sums:
    """Add sums up; what comes to nothing is left out."""
    total: Sums = {}
    for part in parts:
        for currency, values in part.items():
            total[currency] = [one + other for one, other in zip(total.get(currency, NOTHING), values, strict=True)]
    return {currency: total[currency] for currency in sorted(total) if any(total[currency])}


def minus(sums: Sums) -> Sums:
    """Return the sums with the other sign."""
    return {currency: [-value for value in values] for currency, values in sums.items()}


class BatchTotals:
    """The sums of a span in the batch view of a publication, while its files are there."""

    def __init__(self, settings: Settings) -> None:
        self._names = Names()
        self._days = BatchDays(settings, BATCH_SALES, SALES, self._names)

    def of(self, published: PublicationRow, span: Span) -> Sums | None:
        """Return the sums; None when a vacuum was there."""
        try:
            view = MergedView(SALES, self._names, EMPTY, self._days.at(published.batch_version))
            rows = view.between(span.start, span.end, whole_hours=True)
        except (LakeError, DeltaError):
            return None
        series, measures = add_up(rows.codes // PANES_PER_HOUR, rows.measures[:, : len(MEASURE_NAMES)])
        named = zip((self._names[code] for code in series.tolist()), measures.tolist(), strict=True)
        return {currency: values for (platform, currency), values in named if platform == span.platform}
