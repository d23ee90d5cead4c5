"""What an arrival is worth by a second way to count, apart from the transforms and from Spark.

It is the one place besides the contributions that says so, and it exists to disagree: each reconciliation compares the
two, to the cent, before it publishes. Reports use it for arrivals that silver does not hold.
"""

import pyarrow as pa
import pyarrow.compute as pc

FIELDS = ("event_time", "platform", "currency", "event_type", "total", "amount", "quantity")
_ZERO_MONEY = pa.scalar(0, pa.decimal128(18, 2))


def measures(events: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Return what each event is worth, a column a measure."""
    kind = events["event_type"]
    is_sale = pc.equal(kind, "sale")
    gross = pc.if_else(is_sale, events["total"], _ZERO_MONEY)
    refunds = pc.if_else(pc.is_in(kind, pa.array(["refund", "cancellation"])), events["amount"], _ZERO_MONEY)
    return {
        "revenue": pc.subtract(gross, refunds),
        "gross": gross,
        "refunds": refunds,
        "orders": is_sale.cast(pa.int64()),
        "units": pc.if_else(is_sale, events["quantity"], 0),
        "views": pc.equal(kind, "product_view").cast(pa.int64()),
        "events": pa.repeat(1, len(events)),
    }
