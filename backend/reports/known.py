"""What was known at a moment: silver's contributions up to the batch that was the newest then.

Whatever has been vacuumed of the speed and the batch view since does not matter: silver keeps of each event when it
came first and what it contributes. Arrivals past silver's seam are taken from the speed rows, as live counted them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from backend.lake.sums import EVENTS
from backend.lake.view import View
from backend.reports.days import Span
from backend.reports.known_speed import KnownSpeed
from backend.reports.silver import SilverDays


class KnownRow(NamedTuple):
    """The sums of a platform and currency, on a day if days are told; `settled` events lie behind the seam."""

    day: date | None
    platform: str
    currency: str
    measures: list[int]
    settled: int


def known_rows(
    view: View, silver: SilverDays, speed: KnownSpeed, *, spans: Iterable[Span], upto: int
) -> list[KnownRow]:
    """Return the sums of each span as batch `upto` had them, by day, platform and currency. Raises LakeError."""
    rows = []
    for span in spans:
        settled = silver.totals(view.publication, span, upto=min(upto, view.seam))
        live = speed.totals(view, span, after=view.seam, upto=upto)
        for currency in sorted(settled.keys() | live.keys()):
            behind, past = settled.get(currency), live.get(currency)
            parts = [part for part in (behind, past) if part is not None]
            measures = [sum(column) for column in zip(*parts, strict=True)]
            rows.append(KnownRow(span.day, span.platform, currency, measures, behind[EVENTS] if behind else 0))
    return sorted(rows, key=lambda row: (row.day or date.min, row.platform, row.currency))


def currency_totals(rows: Iterable[KnownRow]) -> list[tuple[str, list[int]]]:
    """Add platforms and days up; currencies stay apart."""
    by_currency: dict[str, list[list[int]]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row.measures)
    return [
        (currency, [sum(column) for column in zip(*parts, strict=True)])
        for currency, parts in sorted(by_currency.items())
    ]


def events_of(rows: Iterable[KnownRow]) -> tuple[int, int]:
    """Return how many events the rows stand for: those behind the seam, and all."""
    counted = [(row.settled, row.measures[EVENTS]) for row in rows]
    return sum(settled for settled, _ in counted), sum(events for _, events in counted)
