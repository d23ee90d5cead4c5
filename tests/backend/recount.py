"""Plain recounts of what should be served; they share no code with what they check."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.backend.lake_writer import Sale

NAMES = ("revenue", "gross", "refunds", "orders", "units", "views")


def windows(sales: Iterable[Sale], *, start: int, end: int, slide: int) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Look at every window in turn and add up what happened in it."""
    counted = list(sales)
    found = {}
    for begin in range(-(-start // slide) * slide, end, slide):
        inside = [sale for sale in counted if begin <= sale.at.timestamp() < begin + 60]
        for (platform, currency), row in totals(inside).items():
            found[datetime.fromtimestamp(begin, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), platform, currency] = row
    return found


def totals(sales: Iterable[Sale]) -> dict[tuple[str, str], dict[str, Any]]:
    """Add up by platform and currency, money as answers write it."""
    return _sums((sale.platform, sale.currency, sale) for sale in sales)


def products(sales: Iterable[Sale], currency: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Add up by platform and product."""
    return _sums((sale.platform, sale.product, sale) for sale in sales if sale.currency == currency)


def _sums(keyed: Iterable[tuple[str, str, Sale]]) -> dict[tuple[str, str], dict[str, Any]]:
    sums: dict[tuple[str, str], dict[str, Any]] = defaultdict(lambda: dict.fromkeys(NAMES, 0))
    for first, second, sale in keyed:
        for name in NAMES:
            sums[first, second][name] += sale.measures[name]
    money = {"revenue", "gross", "refunds"}
    return {
        key: {name: f"{Decimal(value):.2f}" if name in money else value for name, value in row.items()}
        for key, row in sums.items()
    }
