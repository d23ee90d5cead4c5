"""A backtest finds the alerts that the stream raised, and how they ended, from bronze alone."""

import random
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake
from pyspark.sql import SparkSession

from hub.lake import arrow_schema, create_tables, open_table
from hub.rules import Rule
from hub.settings import Settings, load_settings
from hub.tables import BRONZE_EVENTS
from spark_jobs.backtest import told
from spark_jobs.batch.backtest import Past, backtest
from tests.transforms.events import NOON, refund, sale, stock

pytestmark = pytest.mark.spark

LOW = Rule("low", 1, "stock_quantity", "below", Decimal(10), recover=Decimal(12))
DEAR = Rule("dear", 1, "sale_total", "above", Decimal(100))
ALL = (NOON - timedelta(hours=1), NOON + timedelta(days=1))
Row = dict[str, Any]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A lake with empty tables, whose stream remembers an event for an hour."""
    settings = load_settings(home=tmp_path, dedup_horizon=timedelta(hours=1))
    create_tables(settings)
    return settings


def _arrive(settings: Settings, *batches: list[Row]) -> None:
    """Write bronze as the stream does: a batch a minute."""
    offset = 0
    rows = []
    for seq, batch in enumerate(batches, 1):
        for row in batch:
            offset += 1
            at = row.pop("_at", NOON + timedelta(minutes=seq))
            numbers = {"ingest_seq": seq, "ingested_at": at, "ingest_date": at.date(), "offset": offset}
            rows.append({**row, "event_time": at} | numbers)
    write_deltalake(
        open_table(settings, BRONZE_EVENTS), pa.Table.from_pylist(rows, arrow_schema(BRONZE_EVENTS)), mode="append"
    )


def _lives(alerts: list[Past]) -> list[tuple[str, int, str]]:
    return [(alert.row["event_id"], alert.events, alert.resolution) for alert in alerts]


def test_a_level_is_one_alert_until_it_has_recovered(spark: SparkSession, settings: Settings) -> None:
    quantities = [9, 8, 11, 9, 12, 30, 5]
    _arrive(settings, *([stock(quantity, event_id=f"e{n}")] for n, quantity in enumerate(quantities)))
    found = backtest(spark, settings, LOW, *ALL)

    assert _lives(found) == [("e0", 3, "recovered"), ("e6", 1, "")]
    assert found[0].ended_at == NOON + timedelta(minutes=5)
    outcome = told(LOW, *ALL, found)
    assert (outcome["status"], outcome["alerts"], outcome["events"]) == ("done", 2, 4)
    assert outcome["resolutions"] == {"recovered": 1, "open": 1}
    assert [alert["event_id"] for alert in outcome["newest"]] == ["e6", "e0"]


def test_a_sale_is_retracted_by_what_takes_it_back_and_a_repeat_of_that_counts_once(
    spark: SparkSession, settings: Settings
) -> None:
    back = {"currency": "BRL"}
    _arrive(
        settings,
        [sale("150.00", event_id="a"), sale("150.00", event_id="b"), sale("99.00", event_id="c")],
        [refund("30.00", event_id="r1", **back) | {"refers_to": "a"}],
        [refund("30.00", event_id="r1", **back) | {"refers_to": "a"}],
        [refund("50.00", event_id="r2", **back) | {"refers_to": "b"}],
    )
    assert _lives(backtest(spark, settings, DEAR, *ALL)) == [("a", 1, ""), ("b", 1, "retracted")]


def test_a_repeat_raises_nothing_again(spark: SparkSession, settings: Settings) -> None:
    late = NOON + timedelta(hours=3)
    _arrive(
        settings,
        [sale("150.00", event_id="a")],
        [sale("150.00", event_id="a")],
        [sale("150.00", event_id="a") | {"_at": late}, sale("150.00", event_id="z") | {"_at": late}],
    )
    assert _lives(backtest(spark, settings, DEAR, *ALL)) == [("a", 1, ""), ("z", 1, "")]
    # What arrived just before the time asked about is remembered, as it was live.
    assert _lives(backtest(spark, settings, DEAR, NOON + timedelta(minutes=2), late)) == []


def test_only_what_was_ingested_in_the_time_counts(spark: SparkSession, settings: Settings) -> None:
    _arrive(settings, *([sale("150.00", event_id=f"e{n}")] for n in range(4)))
    start = NOON + timedelta(minutes=2)
    assert [life[0] for life in _lives(backtest(spark, settings, DEAR, start, start + timedelta(minutes=2)))] == [
        "e1",
        "e2",
    ]


def test_random_histories_end_as_a_plain_count_says(spark: SparkSession, settings: Settings) -> None:
    chance = random.Random(11)
    walk: list[tuple[str, int]] = [(chance.choice(["SP", "RJ"]), chance.randint(5, 15)) for _ in range(120)]
    events = [stock(quantity, event_id=f"e{n}", warehouse=name) for n, (name, quantity) in enumerate(walk)]
    _arrive(settings, *(events[n : n + 7] for n in range(0, len(events), 7)))

    expected: list[list[Any]] = []
    open_: dict[str, list[Any]] = {}
    for number, (name, quantity) in enumerate(walk):
        if quantity < 10 and name not in open_:
            open_[name] = [f"e{number}", 0, ""]
            expected.append(open_[name])
        if quantity < 10:
            open_[name][1] += 1
        elif quantity >= 12 and name in open_:
            open_.pop(name)[2] = "recovered"

    assert _lives(backtest(spark, settings, LOW, *ALL)) == [tuple(each) for each in expected]
