"""The fast path's candidates are the alerts of record, named the same, and a bad message is none of its concern."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.compute as pc
import pytest
from pyspark.sql import SparkSession

from hub.rules import Rule
from hub.tables import ALERTS, BRONZE_EVENTS
from spark_jobs.parsing import Stamp, parse_records
from spark_jobs.transforms.alerts import raise_alerts
from spark_jobs.transforms.candidates import candidates
from tests.contract.messages import MAX_BYTES, NOW, VALID, ZONE

pytestmark = pytest.mark.spark

RULES = [
    Rule("LOW_STOCK", 1, "stock_quantity", "below", Decimal(10)),
    Rule("HIGH_TICKET", 4, "sale_total", "above", Decimal(3000)),
    Rule("back", 1, "refund_amount", "above", Decimal(0), platforms=("amazon",)),
    Rule("price", 1, "unit_price", "at_least", Decimal("1147.96")),
]
FRESHNESS = timedelta(minutes=15)
_SCHEMA = "partition int, offset bigint, timestamp timestamp, value binary"


def _records(spark: SparkSession, *messages: bytes) -> Any:
    return spark.createDataFrame([(1, number, NOW, message) for number, message in enumerate(messages)], _SCHEMA)


def test_a_candidate_says_what_the_alert_of_record_will_say(spark: SparkSession) -> None:
    messages = [json.dumps(event).encode() for event in VALID.values()]
    records = _records(spark, *messages)
    parsed = parse_records(records, Stamp(7, NOW, "topic"), zone=ZONE, max_bytes=MAX_BYTES)
    valid = spark.createDataFrame(parsed.filter(pc.is_null(parsed["reason"])).select(list(BRONZE_EVENTS.columns)))
    rows = raise_alerts(valid, RULES, FRESHNESS).toArrow().to_pylist()
    of_record = {(row["alert_id"], row["offset"]): row for row in rows}
    found = [json.loads(row["value"]) for row in candidates(records, RULES, FRESHNESS, ZONE).collect()]

    assert {(row["alert_id"], row["offset"]) for row in found} == of_record.keys()
    assert {row["alert_type"] for row in found} >= {"LOW_STOCK", "HIGH_TICKET", "HIGH_PRICE"}
    for row in found:
        record = {name: value for name, value in of_record[row["alert_id"], row["offset"]].items() if value is not None}
        assert row.keys() == record.keys() - {"ingest_seq"}
        assert (Decimal(row["value"]), row["message"]) == (record["value"], record["message"])
        assert row["timestamp"] == record["timestamp"].isoformat(timespec="microseconds").replace("+00:00", "Z")
    assert found[0].keys() <= ALERTS.columns.keys()


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"not json",
        b"[]",
        b"\xff\xfe",
        json.dumps(VALID["sale"] | {"total": "a lot"}).encode(),
        json.dumps(VALID["sale"] | {"total": "1e99"}).encode(),
        json.dumps(VALID["sale"] | {"timestamp": "yesterday"}).encode(),
        json.dumps(VALID["sale"] | {"platform": "ebay"}).encode(),
        json.dumps({**VALID["sale"], "event_id": None}).encode(),
    ],
)
def test_a_message_that_cannot_be_read_raises_nothing_and_stops_nothing(value: bytes, spark: SparkSession) -> None:
    good = json.dumps(VALID["stock_update"]).encode()
    rules = RULES[:2]
    found = [
        json.loads(row["value"]) for row in candidates(_records(spark, value, good), rules, FRESHNESS, ZONE).collect()
    ]
    assert [row["offset"] for row in found] == [1]


def test_a_candidate_lies_in_the_partition_of_its_product(spark: SparkSession) -> None:
    message = json.dumps(VALID["stock_update"]).encode()
    (row,) = candidates(_records(spark, message), RULES, FRESHNESS, ZoneInfo("UTC")).collect()
    assert row["key"] == "amazon:PROD_4460"
