"""Which events raise an alert, and what it says."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from hub.tables import ALERTS, MONEY

LOW_STOCK = "LOW_STOCK"
HIGH_TICKET = "HIGH_TICKET"


@dataclass(frozen=True)
class AlertRules:
    """The thresholds in force, and how old an event may be on arrival before its alert is only historical."""

    low_stock: int
    high_ticket: Decimal
    freshness: timedelta


def raise_alerts(events: DataFrame, rules: AlertRules) -> DataFrame:
    """Return one row for each event under the stock threshold or above the ticket threshold.

    `events` are counted arrivals with their `ingested_at`. `alert_id` depends on the alert's type and the event's
    identity alone, so that a replay, or another path to the same alert, names it the same way.
    """
    low_stock = (F.col("event_type") == "stock_update") & (F.col("stock_quantity") < rules.low_stock)
    high_ticket = (F.col("event_type") == "sale") & (F.col("total") > F.lit(rules.high_ticket).cast(MONEY))
    alert_type = F.when(low_stock, LOW_STOCK).when(high_ticket, HIGH_TICKET)
    is_low = F.col("alert_type") == LOW_STOCK
    name = F.coalesce(F.col("product_name"), F.col("product_id"))
    message = F.when(
        is_low, F.concat(F.lit("Low stock: "), name, F.lit(" has "), F.col("stock_quantity"), F.lit(" left"))
    ).otherwise(F.concat(F.lit("High-ticket sale: "), name, F.lit(" for "), F.col("total"), F.lit(" "), "currency"))
    age = F.unix_micros("ingested_at") - F.unix_micros("event_time")
    columns = {
        "alert_id": F.md5(F.concat_ws("|", "alert_type", "platform", "event_id")),
        "raised_at": F.col("ingested_at"),
        "timestamp": F.col("event_time"),
        "message": message,
        "value": F.when(is_low, F.col("stock_quantity")).otherwise(F.col("total")),
        "threshold": F.when(is_low, F.lit(rules.low_stock)).otherwise(F.lit(rules.high_ticket)),
        "historical": age > rules.freshness // timedelta(microseconds=1),
    }
    raised = events.withColumn("alert_type", alert_type).where(F.col("alert_type").isNotNull())
    return raised.select(
        *(columns.get(name, F.col(name)).cast(kind).alias(name) for name, kind in ALERTS.columns.items())
    )
