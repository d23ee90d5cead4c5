"""Stock from the newest view."""

from typing import NamedTuple

from backend.lake.rows import StockRow
from backend.lake.view import View


class StockOrder(NamedTuple):
    """What stock is ordered by: the lowest first."""

    stock_quantity: int
    platform: str
    product_id: str
    warehouse: str


def order_of(row: StockRow) -> StockOrder:
    """Return a row's place in the list."""
    return StockOrder(row.stock_quantity, *row.key)


def stock(
    view: View,
    *,
    platform: str | None = None,
    product_id: str | None = None,
    warehouse: str | None = None,
    below: int | None = None,
    after: StockOrder | None = None,
) -> list[StockRow]:
    """Return the stock that fits, lowest first; `below` keeps quantities under it, `after` continues behind a row."""
    rows = [
        row
        for row in view.stock.values()
        if (platform is None or row.platform == platform)
        and (product_id is None or row.product_id == product_id)
        and (warehouse is None or row.warehouse == warehouse)
        and (below is None or row.stock_quantity < below)
        and (after is None or order_of(row) > after)
    ]
    return sorted(rows, key=order_of)
