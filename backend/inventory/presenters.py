"""Stock as answers show it."""

from typing import Any

from backend.api.formats import instant
from backend.lake.rows import StockRow


def stock(row: StockRow, *, threshold: int) -> dict[str, Any]:
    """Show the quantity of a product in a warehouse, and whether it is low."""
    return {
        "platform": row.platform,
        "product_id": row.product_id,
        "product_name": row.product_name or row.product_id,
        "category": row.category,
        "warehouse": row.warehouse,
        "stock_quantity": row.stock_quantity,
        "low": row.stock_quantity < threshold,
        "event_time": instant(row.event_time),
        "ingested_at": instant(row.ingested_at),
        "event_id": row.event_id,
    }
