"""Candidates for alerts, straight from Kafka's records, with what Spark can do to one record at a time."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from hub.contract.fields import DEFAULT_CURRENCY, PLATFORMS
from hub.rules import Rule
from hub.tables import ALERTS, MONEY
from spark_jobs.transforms.alerts import raise_alerts

_TEXTS = ("event_id", "timestamp", "platform", "event_type", "product_id", "product_name", "currency", "warehouse")
_NUMBERS = {"stock_quantity": "bigint", "quantity": "bigint", "total": MONEY, "unit_price": MONEY, "amount": MONEY}
_OTHERWISE = ("timestamp", "platform", "currency")
# As texts, whatever they are in the message: a wrong one must become null, not end the stream.
_MESSAGE = ", ".join(f"{name} string" for name in (*_TEXTS, *_NUMBERS))
_HAS_OFFSET = r"([zZ]|[+-]\d\d(:?\d\d)?)$"


def candidates(records: DataFrame, rules: Sequence[Rule], freshness: timedelta, zone: ZoneInfo) -> DataFrame:
    """Return a Kafka record for each event and rule that fires on it, like the alert of record but for `ingest_seq`.

    `zone` is the one in which a time without an offset is read.
    """
    event = F.from_json(F.col("value").cast("string"), _MESSAGE)
    read = records.select("partition", "offset", F.col("timestamp").alias("ingested_at"), event.alias("event"))
    events = read.select(
        F.lit(None).cast("bigint").alias("ingest_seq"),
        "partition",
        "offset",
        "ingested_at",
        *(F.col(f"event.{name}") for name in _TEXTS if name not in _OTHERWISE),
        F.coalesce("event.currency", F.lit(DEFAULT_CURRENCY)).alias("currency"),
        *(F.col(f"event.{name}").try_cast(kind).alias(name) for name, kind in _NUMBERS.items()),
        _platform(F.col("event.platform")).alias("platform"),
        _moment(F.col("event.timestamp"), zone).alias("event_time"),
    )
    read_well = events.where("event_id is not null and event_time is not null and platform is not null")
    raised = raise_alerts(read_well, rules, freshness)
    columns = [_as_text(name, kind).alias(name) for name, kind in ALERTS.columns.items()]
    key = F.concat_ws(":", "platform", "product_id")
    return raised.select(key.alias("key"), F.to_json(F.struct(*columns)).alias("value"))


def _as_text(name: str, kind: str) -> Column:
    """Return a column as the alerts' topic has it: money and times as texts."""
    if kind == "timestamp":
        return F.date_format(name, "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX")
    return F.col(name).cast("string") if kind == MONEY else F.col(name)


def _platform(text: Column) -> Column:
    spellings = [F.when(text.isin(*accepted), name) for name, accepted in PLATFORMS.items()]
    return F.coalesce(*spellings)


def _moment(text: Column, zone: ZoneInfo) -> Column:
    moment = F.try_to_timestamp(text)
    return F.when(text.rlike(_HAS_OFFSET), moment).otherwise(F.to_utc_timestamp(moment, F.lit(str(zone))))
