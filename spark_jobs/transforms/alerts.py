"""Which events raise an alert, and what it says."""

from collections.abc import Sequence
from datetime import timedelta

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from hub.rules import METRICS, TITLES, Rule
from hub.tables import ALERTS, MONEY

_MATCH = (
    "array<struct<rule_id:string,rule_version:int,alert_type:string,comparison:string,"
    f"value:{MONEY},threshold:{MONEY},message:string>>"
)


def raise_alerts(events: DataFrame, rules: Sequence[Rule], freshness: timedelta) -> DataFrame:
    """Return one row for each event and rule that fires on it.

    `events` are counted arrivals with their `ingested_at`; one older than `freshness` on arrival raises an alert that
    is only historical. `alert_id` depends on the rule's and the event's identity alone, so that a replay, or another
    path to the same alert, names it the same way.
    """
    matches = F.array(*(F.when(fires(rule), _match(rule)) for rule in rules)) if rules else F.lit(None)
    matched = events.withColumn("_matches", F.array_compact(matches.cast(_MATCH))).where(F.size("_matches") > 0)
    raised = matched.withColumn("_match", F.explode("_matches"))
    age = F.unix_micros("ingested_at") - F.unix_micros("event_time")
    columns = {
        "alert_id": F.md5(F.concat_ws("|", "_match.rule_id", "platform", "event_id")),
        "raised_at": F.col("ingested_at"),
        "timestamp": F.col("event_time"),
        "historical": age > freshness // timedelta(microseconds=1),
        **{name: F.col(f"_match.{name}") for name in ("rule_id", "rule_version", "alert_type", "comparison")},
        **{name: F.col(f"_match.{name}") for name in ("value", "threshold", "message")},
    }
    return raised.select(
        *(columns.get(name, F.col(name)).cast(kind).alias(name) for name, kind in ALERTS.columns.items())
    )


def fires(rule: Rule) -> Column:
    """Return whether an event raises the rule's alert."""
    return F.col("event_type").isin(*METRICS[rule.metric].event_types) & compares(rule) & covers(rule)


def compares(rule: Rule) -> Column:
    """Say `Rule.fires` to Spark."""
    metric = METRICS[rule.metric]
    value, threshold = F.col(metric.column), F.lit(rule.threshold).cast(MONEY)
    return {
        "below": value < threshold,
        "at_most": value <= threshold,
        "above": value > threshold,
        "at_least": value >= threshold,
    }[rule.comparison]


def covers(rule: Rule) -> Column:
    """Say `Rule.covers` to Spark."""
    condition = F.lit(True)
    filters = {"platform": rule.platforms, "product_id": rule.product_ids, "warehouse": rule.warehouses}
    for column, chosen in filters.items():
        if chosen:
            condition &= F.col(column).isin(*chosen)
    return condition


def _match(rule: Rule) -> Column:
    metric = METRICS[rule.metric]
    name = F.coalesce(F.col("product_name"), F.col("product_id"))
    currency = (F.lit(" "), F.col("currency")) if metric.is_money else ()
    said = (F.lit(metric.before), F.col(metric.column).cast("string"), F.lit(metric.after), *currency)
    return F.struct(
        F.lit(rule.rule_id).alias("rule_id"),
        F.lit(rule.version).alias("rule_version"),
        F.lit(rule.alert_type).alias("alert_type"),
        F.lit(rule.comparison).alias("comparison"),
        F.col(metric.column).cast(MONEY).alias("value"),
        F.lit(rule.threshold).cast(MONEY).alias("threshold"),
        F.concat(F.lit(f"{TITLES[rule.alert_type]}: "), F.coalesce(name, F.lit("a product")), *said).alias("message"),
    )
