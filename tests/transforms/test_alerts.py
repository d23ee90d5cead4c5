"""Which events raise an alert."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from hub.rules import COMPARISONS, Rule, default_rules
from hub.settings import load_settings
from hub.tables import ALERTS
from spark_jobs.transforms.alerts import raise_alerts
from tests.transforms.events import NOON, event, frame, refund, sale, stock

pytestmark = pytest.mark.spark

RULES = default_rules(load_settings(low_stock=10, high_ticket=3000))
FRESHNESS = timedelta(minutes=15)


def test_stock_under_ten_and_sales_above_three_thousand_raise_alerts(spark: SparkSession) -> None:
    rows = [
        stock(9, event_id="low"),
        stock(10, event_id="enough"),
        sale("3000.01", event_id="high"),
        sale("3000.00", event_id="ordinary"),
        event(event_type="product_view", event_id="view"),
    ]
    alerts = {row["event_id"]: row for row in raise_alerts(frame(spark, rows), RULES, FRESHNESS).collect()}
    assert {key: row["alert_type"] for key, row in alerts.items()} == {"low": "LOW_STOCK", "high": "HIGH_TICKET"}
    assert alerts["low"]["message"] == "Low stock: Fone has 9 left"
    assert alerts["high"]["message"] == "High-ticket sale: Fone for 3000.01 BRL"
    assert (alerts["high"]["value"], alerts["high"]["threshold"]) == (Decimal("3000.01"), Decimal("3000.00"))


def test_an_alert_has_the_same_id_whenever_its_event_is_seen(spark: SparkSession) -> None:
    first = raise_alerts(frame(spark, [stock(3)]), RULES, FRESHNESS)
    again = raise_alerts(frame(spark, [stock(3, ingest_seq=8, offset=77)]), RULES, FRESHNESS)
    assert [row["alert_id"] for row in first.collect()] == [row["alert_id"] for row in again.collect()]


def test_an_old_event_raises_a_historical_alert(spark: SparkSession) -> None:
    rows = [
        stock(3, event_id="fresh", event_time=NOON - timedelta(minutes=15)),
        stock(3, event_id="old", event_time=NOON - timedelta(minutes=15, microseconds=1)),
    ]
    alerts = raise_alerts(frame(spark, rows), RULES, FRESHNESS)
    assert {row["event_id"]: row["historical"] for row in alerts.collect()} == {"fresh": False, "old": True}
    assert dict(alerts.dtypes) == ALERTS.columns


def test_an_alert_says_which_version_of_which_rule_fired_and_where(spark: SparkSession) -> None:
    rule = Rule("mine", 7, "stock_quantity", "at_most", Decimal(5), warehouses=("RJ-01",))
    rows = [
        stock(5, event_id="here", warehouse="RJ-01", partition=2, offset=41),
        stock(5, event_id="elsewhere", warehouse="SP-01"),
        stock(6, event_id="enough", warehouse="RJ-01"),
    ]
    (alert,) = raise_alerts(frame(spark, rows), [rule], FRESHNESS).collect()
    assert (alert["rule_id"], alert["rule_version"], alert["warehouse"]) == ("mine", 7, "RJ-01")
    assert (alert["event_id"], alert["partition"], alert["offset"]) == ("here", 2, 41)


def test_each_rule_that_fires_on_an_event_raises_an_alert_of_its_own(spark: SparkSession) -> None:
    rules = [
        Rule("dear", 1, "sale_total", "above", Decimal(100)),
        Rule("dearer", 1, "sale_total", "above", Decimal(200)),
        Rule("one piece", 1, "sale_quantity", "at_least", Decimal(1), platforms=("shopee",)),
        Rule("back", 1, "refund_amount", "at_least", Decimal("0.01")),
        Rule("price", 1, "unit_price", "below", Decimal("0.50")),
    ]
    rows = [sale("150.00", event_id="a"), sale("250.00", event_id="b", platform="shopee"), refund("0.01", event_id="c")]
    raised = raise_alerts(frame(spark, rows), rules, FRESHNESS).collect()
    assert {(row["event_id"], row["rule_id"], row["alert_type"]) for row in raised} == {
        ("a", "dear", "HIGH_TICKET"),
        ("b", "dear", "HIGH_TICKET"),
        ("b", "dearer", "HIGH_TICKET"),
        ("b", "one piece", "HIGH_QUANTITY"),
        ("c", "back", "HIGH_REFUND"),
    }
    assert len({row["alert_id"] for row in raised}) == len(raised)


def test_without_rules_nothing_raises_an_alert(spark: SparkSession) -> None:
    none = raise_alerts(frame(spark, [stock(0)]), [], FRESHNESS)
    assert none.collect() == []
    assert dict(none.dtypes) == ALERTS.columns


@given(rows=st.lists(st.integers(-3, 30), min_size=1, max_size=8), threshold=st.integers(-2, 25))
@settings(max_examples=8, deadline=None)
def test_spark_fires_where_the_rule_itself_does(spark: SparkSession, rows: list[int], threshold: int) -> None:
    events = [stock(quantity, event_id=str(number)) for number, quantity in enumerate(rows)]
    rules = [Rule(name, 1, "stock_quantity", name, Decimal(threshold)) for name in COMPARISONS]
    raised = {
        (row["rule_id"], row["event_id"]) for row in raise_alerts(frame(spark, events), rules, FRESHNESS).collect()
    }
    assert raised == {
        (rule.rule_id, str(number))
        for rule in rules
        for number, quantity in enumerate(rows)
        if rule.fires(Decimal(quantity))
    }
