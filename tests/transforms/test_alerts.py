"""Which events raise an alert."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pyspark.sql import SparkSession

from hub.tables import ALERTS
from spark_jobs.transforms.alerts import AlertRules, raise_alerts
from tests.transforms.events import NOON, event, frame, sale, stock

pytestmark = pytest.mark.spark

RULES = AlertRules(low_stock=10, high_ticket=Decimal(3000), freshness=timedelta(minutes=15))


def test_stock_under_ten_and_sales_above_three_thousand_raise_alerts(spark: SparkSession) -> None:
    rows = [
        stock(9, event_id="low"),
        stock(10, event_id="enough"),
        sale("3000.01", event_id="high"),
        sale("3000.00", event_id="ordinary"),
        event(event_type="product_view", event_id="view"),
    ]
    alerts = {row["event_id"]: row for row in raise_alerts(frame(spark, rows), RULES).collect()}
    assert {key: row["alert_type"] for key, row in alerts.items()} == {"low": "LOW_STOCK", "high": "HIGH_TICKET"}
    assert alerts["low"]["message"] == "Low stock: Fone has 9 left"
    assert alerts["high"]["message"] == "High-ticket sale: Fone for 3000.01 BRL"
    assert (alerts["high"]["value"], alerts["high"]["threshold"]) == (Decimal("3000.01"), Decimal("3000.00"))


def test_an_alert_has_the_same_id_whenever_its_event_is_seen(spark: SparkSession) -> None:
    first = raise_alerts(frame(spark, [stock(3)]), RULES)
    again = raise_alerts(frame(spark, [stock(3, ingest_seq=8, offset=77)]), RULES)
    assert [row["alert_id"] for row in first.collect()] == [row["alert_id"] for row in again.collect()]


def test_an_old_event_raises_a_historical_alert(spark: SparkSession) -> None:
    rows = [
        stock(3, event_id="fresh", event_time=NOON - timedelta(minutes=15)),
        stock(3, event_id="old", event_time=NOON - timedelta(minutes=15, microseconds=1)),
    ]
    alerts = raise_alerts(frame(spark, rows), RULES)
    assert {row["event_id"]: row["historical"] for row in alerts.collect()} == {"fresh": False, "old": True}
    assert dict(alerts.dtypes) == ALERTS.columns
