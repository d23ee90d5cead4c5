"""Rows of sums as answers show them."""

from typing import Any

from backend.api.formats import measures, second
from backend.sales.selectors import WINDOW_SECONDS, ProductRow, TotalRow, WindowRow


def window(row: WindowRow) -> dict[str, Any]:
    """Show a window."""
    return {
        "window_start": second(row.start),
        "window_end": second(row.start + WINDOW_SECONDS),
        "platform": row.platform,
        "currency": row.currency,
        **measures(row.measures),
    }


def total(row: TotalRow) -> dict[str, Any]:
    """Show the totals of a platform and currency."""
    return {"platform": row.platform, "currency": row.currency, **measures(row.measures)}


def currency_total(currency: str, values: list[int]) -> dict[str, Any]:
    """Show the totals of a currency."""
    return {"currency": currency, **measures(values)}


def product(rank: int, row: ProductRow) -> dict[str, Any]:
    """Show a product and its place."""
    return {
        "rank": rank,
        "platform": row.platform,
        "product_id": row.product_id,
        "product_name": row.product_name,
        "currency": row.currency,
        **measures(row.measures),
    }
