"""Events for the transforms' tests: rows of bronze, and strategies that draw them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from pyspark.sql import DataFrame, SparkSession

from hub.tables import BRONZE_EVENTS

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

Row = dict[str, Any]


def event(**fields: Any) -> Row:
    """Return a bronze row: a sale of two at 10.00 unless `fields` say otherwise."""
    defaults: Row = dict.fromkeys(BRONZE_EVENTS.columns) | {
        "ingest_seq": 1,
        "ingested_at": NOON,
        "ingest_date": NOON.date(),
        "topic_id": "topic",
        "partition": 0,
        "offset": 0,
        "event_id": "e1",
        "event_time": NOON,
        "zone_assumed": False,
        "platform": "amazon",
        "event_type": "sale",
        "product_id": "p1",
        "product_name": "Fone",
        "quantity": 2,
        "unit_price": Decimal("10.00"),
        "total": Decimal("20.00"),
        "currency": "BRL",
    }
    return defaults | fields


def sale(total: str = "20.00", **fields: Any) -> Row:
    """Return a sale of one piece."""
    return event(quantity=1, unit_price=Decimal(total), total=Decimal(total), **fields)


def refund(amount: str, **fields: Any) -> Row:
    """Return a refund."""
    nothing = {"quantity": None, "unit_price": None, "total": None}
    return event(event_type="refund", amount=Decimal(amount), refers_to="e1", **nothing, **fields)


def stock(quantity: int, **fields: Any) -> Row:
    """Return a stock update."""
    nothing = {"quantity": None, "unit_price": None, "total": None}
    return event(event_type="stock_update", stock_quantity=quantity, **({"warehouse": "SP-01"} | nothing | fields))


def frame(spark: SparkSession, rows: list[Row]) -> DataFrame:
    """Return `rows` as bronze would hand them to a transform."""
    return spark.createDataFrame([tuple(row.values()) for row in rows], BRONZE_EVENTS.ddl)


amounts = st.decimals("0.01", "99999999.99", places=2)
moments = st.integers(-100_000, 100_000).map(lambda seconds: NOON + timedelta(seconds=seconds))
places = {
    "ingest_seq": st.integers(1, 3),
    "event_time": moments,
    "platform": st.sampled_from(["amazon", "mercado_livre", "shopee"]),
    "product_id": st.sampled_from(["p1", "p2"]),
    "currency": st.sampled_from(["BRL", "USD"]),
}
events = st.one_of(
    st.builds(sale, amounts.map(str), **places),
    st.builds(refund, amounts.map(str), **places),
    st.builds(lambda **fields: event(event_type="product_view", **fields), **places),
)
