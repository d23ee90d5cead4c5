"""What ends an alert: recoveries of levels that a rule has fired on, and corrections of sales."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from hub.lake import arrow_schema, create_tables, open_table
from hub.rules import METRICS, Rule
from hub.settings import Settings, load_settings
from hub.tables import ALERT_ENDINGS, ALERTS, BRONZE_EVENTS
from spark_jobs.stream.alert_endings import AlertEndings
from spark_jobs.stream.batch_sums import COUNTED
from tests.transforms.events import NOON, refund, sale, stock

RULES = (
    Rule("low", 3, "stock_quantity", "below", Decimal(10), recover=Decimal(12)),
    Rule("dear", 1, "sale_total", "above", Decimal(100)),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A lake with empty tables."""
    settings = load_settings(home=tmp_path)
    create_tables(settings)
    return settings


def _records(*rows: dict[str, Any]) -> pa.Table:
    numbered = [row | {"offset": row["offset"] or number} for number, row in enumerate(rows)]
    return pa.Table.from_pylist(numbered, schema=arrow_schema(BRONZE_EVENTS))


def _raised(*warehouses: str, seq: int = 1) -> pa.Table:
    rows = [
        {
            "alert_id": f"{seq}-{warehouse}",
            "ingest_seq": seq,
            "alert_type": "LOW_STOCK",
            "rule_id": "low",
            "platform": "amazon",
            "product_id": "p1",
            "warehouse": warehouse,
        }
        for warehouse in warehouses
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALERTS))


Of = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def of(settings: Settings) -> Of:
    """The endings of a stream that has just started."""
    endings = AlertEndings(settings)

    def run(*rows: dict[str, Any], raised: pa.Table | None = None) -> Any:
        none = _raised() if raised is None else raised
        return endings.of(_records(*rows), none, RULES).to_pylist()

    return run


def test_a_level_that_no_rule_has_fired_on_recovers_nothing(of: Of) -> None:
    assert of(stock(50), stock(80)) == []


def test_a_level_recovers_at_the_value_that_its_rule_names(of: Of) -> None:
    of(raised=_raised("SP-01"))
    assert of(stock(11)) == []
    (ending,) = of(stock(12, event_id="full"))
    assert (ending["kind"], ending["rule_id"], ending["rule_version"]) == ("recovered", "low", 3)
    assert (ending["event_id"], ending["warehouse"], ending["value"]) == ("full", "SP-01", Decimal(12))
    assert of(stock(13)) == []


def test_another_warehouse_is_another_level(of: Of) -> None:
    of(raised=_raised("SP-01"))
    assert of(stock(50, warehouse="RJ-01")) == []


def test_a_recovery_in_the_batch_that_raised_the_alert_is_found_and_the_level_stays_watched(of: Of) -> None:
    assert len(of(stock(9), stock(12, event_id="e2"), raised=_raised("SP-01"))) == 1
    assert len(of(stock(30, event_id="e3"))) == 1
    assert of(stock(31, event_id="e4")) == []


def test_every_correction_names_the_sale_that_it_takes_back(of: Of) -> None:
    (ending,) = of(sale("500.00"), refund("20.00", event_id="r1"))
    assert (ending["kind"], ending["refers_to"], ending["value"]) == ("refund", "e1", Decimal("20.00"))
    assert ending["ended_at"] == NOON


def test_after_a_restart_the_levels_watched_are_those_of_the_tables(settings: Settings) -> None:
    for seq, names in ((1, ("SP-01", "RJ-01")), (5, ("MG-01",))):
        write_deltalake(open_table(settings, ALERTS), _raised(*names, seq=seq), mode="append")
    first = AlertEndings(settings).of(_records(stock(20, warehouse="RJ-01", ingest_seq=3)), _raised(), RULES)
    write_deltalake(open_table(settings, ALERT_ENDINGS), first, mode="append")
    rows = [stock(20, warehouse=name, event_id=name) for name in ("SP-01", "RJ-01", "MG-01")]
    found = AlertEndings(settings).of(_records(*rows), _raised(), RULES)
    assert found["event_id"].to_pylist() == ["SP-01", "MG-01"]


def test_whatever_a_rule_can_watch_or_choose_by_is_kept_of_a_counted_record() -> None:
    watched = {metric.column for metric in METRICS.values()} | {"platform", "product_id", "warehouse", "currency"}
    assert watched <= set(COUNTED)
