"""The last stock value of a product in a warehouse."""

import pytest
from pyspark.sql import SparkSession

from hub.tables import SPEED_STOCK
from spark_jobs.transforms.stock import last_stock
from tests.transforms.events import frame, sale, stock

pytestmark = pytest.mark.spark


def test_the_last_update_of_each_product_and_warehouse_stays(spark: SparkSession) -> None:
    rows = [
        stock(7, offset=1, event_id="a"),
        stock(5, offset=3, event_id="b"),
        stock(6, offset=2, event_id="c"),
        stock(9, offset=1, event_id="d", warehouse="RJ-01"),
        sale(offset=9, event_id="e"),
    ]
    kept = last_stock(frame(spark, rows))
    assert {(row["warehouse"], row["stock_quantity"]) for row in kept.collect()} == {("SP-01", 5), ("RJ-01", 9)}
    assert dict(kept.dtypes) == SPEED_STOCK.columns


def test_a_later_batch_wins_over_a_higher_offset(spark: SparkSession) -> None:
    rows = [stock(7, ingest_seq=1, offset=90, event_id="a"), stock(4, ingest_seq=2, offset=3, event_id="b")]
    assert [row["stock_quantity"] for row in last_stock(frame(spark, rows)).collect()] == [4]
