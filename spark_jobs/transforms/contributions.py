"""The one definition of revenue: what an event adds to each measure.

Both layers call it, the stream on live arrivals and the reconciliation on silver, so that they cannot differ.
"""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from hub.tables import CONTRIBUTIONS


def with_contributions(events: DataFrame) -> DataFrame:
    """Add the contributions of each event: `revenue` (net), `gross`, `refunds`, `orders`, `units`, `views`.

    A sale is one order. Refunds and cancellations are negative revenue at their own event time; `refunds` is
    their amount as a positive number. Whatever does not apply is 0, so that every measure can be added up.
    """
    is_sale = F.col("event_type") == "sale"
    is_correction = F.col("event_type").isin("refund", "cancellation")
    is_view = F.col("event_type") == "product_view"
    gross = _where(is_sale, F.col("total"))
    refunds = _where(is_correction, F.col("amount"))
    measures = {
        "revenue": gross - refunds,
        "gross": gross,
        "refunds": refunds,
        "orders": _where(is_sale, F.lit(1)),
        "units": _where(is_sale, F.col("quantity")),
        "views": _where(is_view, F.lit(1)),
    }
    return events.select("*", *(measures[name].cast(kind).alias(name) for name, kind in CONTRIBUTIONS.items()))


def _where(condition: Column, value: Column) -> Column:
    return F.when(condition, value).otherwise(F.lit(0))
