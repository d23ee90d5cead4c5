"""What a rule would have raised live, had it been in force: worked out again from bronze.

The same transform says what fires, the same definition of an alert's life is stepped over the same rows in the same
order, and a repeat is what the stream took for one. Nothing was open when the time asked about begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.alert_life import CANCELLATION, RECOVERED, REFUND, SALE_TYPES, Row, live
from hub.errors import LakeError
from hub.live_rule import PLACE, counted_live
from hub.rules import METRICS, Rule
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, MONEY
from spark_jobs.transforms.alerts import compares, covers, raise_alerts

MOST_ROWS = 500_000
_IDENTITY = ["platform", "event_id"]


@dataclass
class Past:
    """An alert that would have been raised."""

    row: Row
    subject: str
    alert_type: str
    value: Decimal
    threshold: Decimal
    comparison: str
    events: int = 1
    refunded: Decimal = Decimal(0)
    ended_at: datetime | None = None
    resolution: str = ""


@dataclass
class PastAlerts:
    """Keeps alerts in memory, for `hub.alert_life.step`."""

    all: list[Past] = field(default_factory=list)
    _open: dict[str, Past] = field(default_factory=dict)
    _sales: dict[tuple[str, str], list[Past]] = field(default_factory=dict)

    def open_about(self, subject: str) -> Past | None:
        """Return the alert about this subject that has not ended."""
        return self._open.get(subject)

    def open_about_sale(self, platform: str, event_id: str) -> Iterable[Past]:
        """Return the alerts about this sale that have not ended."""
        return [each for each in self._sales.get((platform, event_id), []) if not each.resolution]

    def open(self, row: Row, subject: str) -> Past:
        """Begin an alert."""
        made = Past(row, subject, row["alert_type"], row["value"], row["threshold"], row["comparison"])
        self.all.append(made)
        self._open[subject] = made
        if made.alert_type in SALE_TYPES:
            self._sales.setdefault((row["platform"], row["event_id"]), []).append(made)
        return made

    def fold(self, alert: Past, row: Row) -> None:
        """Count another event as part of the alert."""
        alert.events += 1

    def refund(self, alert: Past, amount: Decimal) -> Decimal:
        """Note a refund; return what has been refunded by now."""
        alert.refunded += amount
        return alert.refunded

    def end(self, alert: Past, row: Row, resolution: str) -> None:
        """End the alert."""
        alert.ended_at, alert.resolution = row.get("ended_at") or row["raised_at"], resolution
        del self._open[alert.subject]


def backtest(spark: SparkSession, settings: Settings, rule: Rule, start: datetime, end: datetime) -> list[Past]:
    """Return the alerts that `rule` would have raised on what was ingested in [start, end), oldest first.

    Raises LakeError when it fires so often that nobody would want it.
    """
    bronze = spark.read.format("delta").load(settings.table_uri(BRONZE_EVENTS.name))
    arrived = _ingested(bronze, start, end)
    raised = raise_alerts(arrived, [rule], settings.alert_freshness)
    endings = _endings(arrived, raised, rule)
    rows = [*_rows(raised, rule), *_rows(endings, rule)]
    counted = _counted(_ingested(bronze, start - settings.dedup_horizon, end), raised, endings, settings)
    alerts = PastAlerts()
    live(alerts, (row for row in rows if tuple(row[name] for name in PLACE) in counted))
    return alerts.all


def _ingested(bronze: DataFrame, start: datetime, end: datetime) -> DataFrame:
    days = F.col("ingest_date").between(start.date(), end.date())
    return bronze.where(days & (F.col("ingested_at") >= start) & (F.col("ingested_at") < end))


def _endings(arrived: DataFrame, raised: DataFrame, rule: Rule) -> DataFrame:
    """Return what may end one of the alerts: recoveries of a level that fired, corrections of a sale that fired."""
    if rule.is_level:
        fired = raised.select("platform", "product_id", F.coalesce("warehouse", F.lit("")).alias("_where")).distinct()
        chosen = arrived.where(F.col("event_type").isin(*METRICS[rule.metric].event_types) & covers(rule))
        recovered = chosen.where(_has_recovered(rule)).withColumn("_where", F.coalesce("warehouse", F.lit("")))
        found = recovered.join(fired, ["platform", "product_id", "_where"], "left_semi")
        kind, value, rule_id = F.lit(RECOVERED), F.col(METRICS[rule.metric].column), F.lit(rule.rule_id)
    else:
        sales = raised.select("platform", F.col("event_id").alias("refers_to")).distinct()
        corrections = arrived.where(F.col("event_type").isin(REFUND, CANCELLATION))
        found = corrections.join(sales, ["platform", "refers_to"], "left_semi")
        kind, value, rule_id = F.col("event_type"), F.col("amount"), F.lit(None).cast("string")
    return found.select(
        *PLACE,
        *_IDENTITY,
        "product_id",
        "warehouse",
        "refers_to",
        kind.alias("kind"),
        value.cast(MONEY).alias("value"),
        rule_id.alias("rule_id"),
        F.col("ingested_at").alias("ended_at"),
    )


def _has_recovered(rule: Rule) -> Column:
    value = F.col(METRICS[rule.metric].column)
    if rule.recover is None:
        return ~compares(rule)
    recover = F.lit(rule.recover).cast(MONEY)
    return value >= recover if rule.fires_below else value <= recover


def _rows(frame: DataFrame, rule: Rule) -> Iterator[dict[str, Any]]:
    rows = frame.limit(MOST_ROWS + 1).toArrow()
    if len(rows) > MOST_ROWS:
        raise LakeError(
            f"The rule {rule.rule_id} fires, or its alerts end, more than {MOST_ROWS:,} times in that time.",
            hint="Choose another threshold, or a shorter time.",
        )
    return iter(rows.to_pylist())


def _counted(arrived: DataFrame, raised: DataFrame, endings: DataFrame, settings: Settings) -> set[tuple[int, ...]]:
    """Return where those of the rows' events lie that the stream counted, by what it remembered then."""
    identities = raised.select(*_IDENTITY).union(endings.select(*_IDENTITY)).distinct()
    arrivals = arrived.join(identities, _IDENTITY, "left_semi").select(*PLACE, *_IDENTITY, "ingested_at")
    counted = counted_live(arrivals.toArrow(), settings.dedup_horizon)
    return set(zip(*(counted[name].to_pylist() for name in PLACE), strict=True))
