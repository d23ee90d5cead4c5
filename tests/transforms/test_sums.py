"""Sums of contributions: exact, and the same whichever way arrivals are grouped."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark.sql import DataFrame, SparkSession

from hub.tables import MEASURES, SPEED_PRODUCTS, SPEED_SALES
from spark_jobs.transforms.contributions import with_contributions
from spark_jobs.transforms.sums import add_up_products, add_up_sales, with_buckets
from tests.transforms.events import NOON, Row, event, events, frame, refund, sale

pytestmark = pytest.mark.spark

few_runs = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def bucketed(spark: SparkSession, rows: list[Row]) -> DataFrame:
    return with_buckets(with_contributions(frame(spark, rows)))


def as_set(rows: DataFrame) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in rows.collect()}


def test_a_refund_takes_from_revenue_at_its_own_time(spark: SparkSession) -> None:
    rows = [sale("20.00"), refund("5.00", event_time=NOON + timedelta(seconds=30))]
    sums = add_up_sales(bucketed(spark, rows)).orderBy("pane_start").collect()
    assert [(row["revenue"], row["gross"], row["refunds"], row["orders"]) for row in sums] == [
        (Decimal("20.00"), Decimal("20.00"), Decimal("0.00"), 1),
        (Decimal("-5.00"), Decimal("0.00"), Decimal("5.00"), 0),
    ]


def test_panes_begin_at_each_ten_seconds(spark: SparkSession) -> None:
    rows = [
        sale(event_time=NOON + timedelta(seconds=9, milliseconds=999)),
        sale(event_time=NOON + timedelta(seconds=10)),
        sale(event_time=datetime(1969, 12, 31, 23, 59, 59, tzinfo=NOON.tzinfo)),
    ]
    sums = add_up_sales(bucketed(spark, rows)).orderBy("pane_start").selectExpr("string(pane_start) as pane")
    panes = [row["pane"] for row in sums.collect()]
    assert panes == ["1969-12-31 23:59:50", "2026-11-02 12:00:00", "2026-11-02 12:00:10"]


def test_currencies_are_never_added_together(spark: SparkSession) -> None:
    sums = add_up_sales(bucketed(spark, [sale("1.00"), sale("2.00", currency="USD")])).collect()
    assert {(row["currency"], row["revenue"]) for row in sums} == {
        ("BRL", Decimal("1.00")),
        ("USD", Decimal("2.00")),
    }


def test_a_view_counts_and_earns_nothing(spark: SparkSession) -> None:
    (row,) = add_up_sales(bucketed(spark, [event(event_type="product_view")])).collect()
    assert (row["views"], row["revenue"], row["orders"], row["units"], row["events"]) == (1, Decimal("0.00"), 0, 0, 1)


@few_runs
@given(st.lists(events, min_size=1, max_size=12), st.lists(events, min_size=1, max_size=12))
def test_sums_of_sums_are_the_sums_of_all(spark: SparkSession, some: list[Row], others: list[Row]) -> None:
    for add_up in (add_up_sales, add_up_products):
        parts = add_up(bucketed(spark, some)).unionByName(add_up(bucketed(spark, others)))
        assert as_set(add_up(parts)) == as_set(add_up(bucketed(spark, some + others)))


@few_runs
@given(st.lists(events, min_size=1, max_size=20))
def test_the_sums_are_those_of_plain_arithmetic(spark: SparkSession, rows: list[Row]) -> None:
    expected: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [Decimal(0)] * 3 + [0] * 4)
    for row in rows:
        epoch = int(row["event_time"].timestamp())
        key = (epoch - epoch % 10, row["platform"], row["currency"])
        total = row["total"] if row["event_type"] == "sale" else Decimal(0)
        amount = row["amount"] or Decimal(0)
        is_sale, is_view = row["event_type"] == "sale", row["event_type"] == "product_view"
        adds = [total - amount, total, amount, int(is_sale), row["quantity"] if is_sale else 0, int(is_view), 1]
        expected[key] = [left + right for left, right in zip(expected[key], adds, strict=True)]
    sums = add_up_sales(bucketed(spark, rows)).selectExpr("unix_seconds(pane_start)", "platform", "currency", *MEASURES)
    assert {tuple(row[:3]): list(row[3:]) for row in sums.collect()} == expected


def test_the_sums_have_the_columns_of_their_tables(spark: SparkSession) -> None:
    rows = bucketed(spark, [sale()])
    for add_up, table in ((add_up_sales, SPEED_SALES), (add_up_products, SPEED_PRODUCTS)):
        assert dict(add_up(rows, by=("ingest_seq",)).dtypes) == table.columns
