"""Sums of the merged view. Everything here only ever adds up contributions; nothing defines revenue."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from backend.lake.columns import MEASURE_NAMES
from backend.lake.grain import PANE_SECONDS, PANES_PER_HOUR
from backend.lake.sums import EVENTS, SECONDS_PER_HOUR, Rows, add_up
from backend.lake.view import SETTLED, MergedView, View

WINDOW_SECONDS = 60
_SECONDS_AT_A_TIME = 24 * SECONDS_PER_HOUR


class WindowRow(NamedTuple):
    """The sums of one window of a platform and currency; `start` in seconds since the epoch."""

    start: int
    platform: str
    currency: str
    measures: list[int]

    @property
    def key(self) -> tuple[int, str, str]:
        """What the rows are ordered by."""
        return self[:3]


class TotalRow(NamedTuple):
    """The sums of a platform and currency."""

    platform: str
    currency: str
    measures: list[int]


class ProductRow(NamedTuple):
    """The sums of a product."""

    platform: str
    product_id: str
    product_name: str
    currency: str
    measures: list[int]


def windows(
    view: View,
    *,
    start: int,
    end: int,
    slide: int = WINDOW_SECONDS,
    platform: str | None = None,
    after: tuple[int, str, str] | None = None,
    limit: int | None = None,
) -> list[WindowRow]:
    """Return the one-minute windows that start in [start, end), every `slide` seconds, and have events.

    Ordered by start, platform, currency. `after` continues behind a row's key; at most `limit` rows are returned.
    """
    first, last = (-(-bound // slide) * slide for bound in (start, end))
    if after is not None:
        first = max(first, after[0])
    found: list[WindowRow] = []
    for part in range(first, last, _SECONDS_AT_A_TIME):
        rows = _windows_of(view.sales, part, min(last, part + _SECONDS_AT_A_TIME), slide, platform)
        found += rows if after is None else [row for row in rows if row.key > after]
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def totals(view: View, *, start: int, end: int, platform: str | None = None) -> list[TotalRow]:
    """Return the sums of [start, end), multiples of a pane, for each platform and currency that has events."""
    sales = view.sales
    rows = _of_platform(sales, sales.between(start, end, whole_hours=True), platform)
    series, measures = add_up(rows.codes // PANES_PER_HOUR, rows.measures)
    found = []
    for code, values in zip(series.tolist(), measures.tolist(), strict=True):
        its_platform, currency = sales.names[code]
        found.append(TotalRow(its_platform, currency, values))
    return sorted(found)


def totals_by_currency(rows: list[TotalRow]) -> list[tuple[str, list[int]]]:
    """Add platforms up; currencies stay apart."""
    by_currency: dict[str, list[list[int]]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row.measures)
    return [(currency, [sum(column) for column in zip(*each, strict=True)]) for currency, each in by_currency.items()]


def top_products(
    view: View,
    *,
    start: int,
    end: int,
    currency: str,
    by: str = "revenue",
    platform: str | None = None,
    limit: int = 10,
) -> list[ProductRow]:
    """Return the products with most of the measure `by` in [start, end), whole hours; equal ones by name of product.

    A product is its platform and id; it is shown under the name that it had last.
    """
    products = view.products
    rows = _of_platform(products, products.between(start, end), platform)
    codes, measures = add_up(rows.codes, rows.measures)
    last_hours = np.zeros(len(codes), dtype=np.int64)
    np.maximum.at(last_hours, np.searchsorted(codes, rows.codes), rows.hours)
    named: dict[tuple[str, str], tuple[int, str]] = {}
    sums: dict[tuple[str, str], list[int]] = {}
    for code, hour, values in zip(codes.tolist(), last_hours.tolist(), measures.tolist(), strict=True):
        its_platform, product_id, name, its_currency = products.names[code]
        if its_currency == currency:
            key = its_platform, product_id
            named[key] = max(named.get(key, (0, "")), (hour, name or product_id))
            sums[key] = [one + other for one, other in zip(sums[key], values, strict=True)] if key in sums else values
    column = MEASURE_NAMES.index(by)
    best = sorted(sums.items(), key=lambda item: (-item[1][column], item[0]))[:limit]
    return [ProductRow(*key, named[key][1], currency, values) for key, values in best]


def events_of(rows: list[WindowRow] | list[TotalRow] | list[ProductRow]) -> tuple[int, int]:
    """Return how many events the rows stand for: those behind the seam, and all."""
    return sum(row.measures[SETTLED] for row in rows), sum(row.measures[EVENTS] for row in rows)


def _windows_of(sales: MergedView, first: int, last: int, slide: int, platform: str | None) -> list[WindowRow]:
    rows = _of_platform(sales, sales.between(first, last + WINDOW_SECONDS - slide), platform)
    if not len(rows):
        return []
    series, panes = np.divmod(rows.codes, PANES_PER_HOUR)
    seconds = rows.hours * SECONDS_PER_HOUR + panes * PANE_SECONDS
    # A pane lies in every window that starts up to `window - slide` before its own slide.
    newest = seconds // slide * slide
    starts = np.concatenate([newest - back for back in range(0, WINDOW_SECONDS, slide)])
    copies = WINDOW_SECONDS // slide
    inside = (starts >= first) & (starts < last)
    # Numbers were given as names came; rows are ordered by the names themselves.
    numbered = sales.names.all()
    names = sorted(numbered)
    rank_of = np.array([names.index(name) for name in numbered], dtype=np.int64)
    keys = starts // slide * len(names) + np.tile(rank_of[series], copies)
    sums, measures = add_up(keys[inside], np.tile(rows.measures, (copies, 1))[inside])
    found = []
    for key, values in zip(sums.tolist(), measures.tolist(), strict=True):
        slides, rank = divmod(key, len(names))
        its_platform, currency = names[rank]
        found.append(WindowRow(slides * slide, its_platform, currency, values))
    return found


def _of_platform(view: MergedView, rows: Rows, platform: str | None) -> Rows:
    if platform is None:
        return rows
    matching = [code for code, names in enumerate(view.names.all()) if names[0] == platform]
    kept = np.isin(rows.codes // view.grain.slots_per_hour, matching)
    return Rows(rows.hours[kept], rows.codes[kept], rows.measures[kept])
