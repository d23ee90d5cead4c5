"""The life of alerts, stepped over rows as the stream writes them."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from hub.alert_life import in_order, step

Row = dict[str, Any]


@dataclass
class Kept:
    """An alert in memory."""

    row: Row
    subject: str
    events: list[str]
    refunded: Decimal = Decimal(0)
    resolution: str = ""
    alert_type: str = ""
    value: Decimal = Decimal(0)
    threshold: Decimal = Decimal(0)
    comparison: str = ""


class Memory:
    """Keeps alerts in a list."""

    def __init__(self) -> None:
        self.all: list[Kept] = []

    def open_about(self, subject: str) -> Kept | None:
        return next((each for each in self.all if each.subject == subject and not each.resolution), None)

    def open_about_sale(self, platform: str, event_id: str) -> Iterable[Kept]:
        of_sale = [each for each in self.all if (each.row["platform"], each.row["event_id"]) == (platform, event_id)]
        return [each for each in of_sale if not each.resolution and "TICKET" in each.alert_type]

    def open(self, row: Any, subject: str) -> Kept:
        parts = {name: row[name] for name in ("alert_type", "value", "threshold", "comparison")}
        self.all.append(Kept(row, subject, [row["event_id"]], **parts))
        return self.all[-1]

    def fold(self, alert: Kept, row: Any) -> None:
        alert.events.append(row["event_id"])

    def refund(self, alert: Kept, amount: Decimal) -> Decimal:
        alert.refunded += amount
        return alert.refunded

    def end(self, alert: Kept, row: Any, resolution: str) -> None:
        alert.resolution = resolution


def raised(event_id: str, offset: int, value: int = 9, **parts: Any) -> Row:
    """Return a row of `alerts`: stock under 10."""
    row = {
        "alert_id": f"a-{event_id}",
        "ingest_seq": 1,
        "partition": 0,
        "offset": offset,
        "platform": "amazon",
        "alert_type": "LOW_STOCK",
        "comparison": "below",
        "event_id": event_id,
        "product_id": "p1",
        "warehouse": "SP-01",
        "value": Decimal(value),
        "threshold": Decimal(10),
        "historical": False,
        "rule_id": "LOW_STOCK",
    }
    return row | parts


def dear(event_id: str, value: int, **parts: Any) -> Row:
    """Return a row of `alerts`: a sale above 3000."""
    kind = {"alert_type": "HIGH_TICKET", "rule_id": "HIGH_TICKET", "comparison": "above", "warehouse": None}
    return raised(event_id, parts.pop("offset", 0), value, threshold=Decimal(3000), **kind, **parts)


def ending(kind: str, offset: int, **parts: Any) -> Row:
    """Return a row of `alert_endings`."""
    level = {"rule_id": "LOW_STOCK", "product_id": "p1", "warehouse": "SP-01"} if kind == "recovered" else {}
    row = {"kind": kind, "ingest_seq": 1, "partition": 0, "offset": offset, "platform": "amazon", "refers_to": None}
    return row | {"value": Decimal(12)} | level | parts


def lived(*rows: Row) -> list[Kept]:
    """Step over the rows, which come in any order."""
    memory = Memory()
    shuffled = list(rows)
    random.Random(7).shuffle(shuffled)
    for row in in_order(shuffled):
        step(memory, row)
    return memory.all


def test_what_fires_on_a_level_before_it_has_recovered_is_one_alert() -> None:
    # 9, 8, 11, 9 with the threshold 10 and recovery at 12: the 11 neither fires nor recovers.
    (alert,) = lived(raised("nine", 0), raised("eight", 1, 8), raised("again", 3))
    assert (alert.events, alert.resolution) == (["nine", "eight", "again"], "")


def test_after_a_recovery_the_next_one_is_another_alert() -> None:
    first, second = lived(raised("nine", 0), ending("recovered", 1), raised("again", 2))
    assert (first.resolution, second.resolution) == ("recovered", "")


def test_another_warehouse_product_platform_or_rule_is_another_alert() -> None:
    others: list[Row] = [{"warehouse": "RJ"}, {"product_id": "p2"}, {"platform": "shopee"}, {"rule_id": "mine"}]
    assert len(lived(raised("e", 0), *(raised(f"e{n}", n, **parts) for n, parts in enumerate(others, 1)))) == 5


def test_a_recovery_of_what_is_not_open_ends_nothing() -> None:
    (alert,) = lived(ending("recovered", 0), raised("nine", 1), ending("recovered", 2, warehouse="RJ-01"))
    assert alert.resolution == ""


def test_every_dear_sale_is_an_alert_of_its_own() -> None:
    assert len(lived(dear("a", 4000, offset=0), dear("b", 5000, offset=1))) == 2


def test_a_cancelled_sale_is_retracted_and_no_other() -> None:
    one, other = lived(dear("a", 4000), dear("b", 4000, offset=1), ending("cancellation", 2, refers_to="a"))
    assert (one.resolution, other.resolution) == ("retracted", "")


@pytest.mark.parametrize(("amounts", "resolution"), [((999,), ""), ((1000,), "retracted"), ((600, 400), "retracted")])
def test_a_refund_retracts_once_what_remains_no_longer_fires(amounts: tuple[int, ...], resolution: str) -> None:
    refunds = [ending("refund", n, refers_to="a", value=Decimal(each)) for n, each in enumerate(amounts, 1)]
    (alert,) = lived(dear("a", 4000), *refunds)
    assert alert.resolution == resolution


def test_a_refund_says_nothing_about_how_many_pieces_were_sold() -> None:
    many = {"alert_type": "HIGH_QUANTITY", "rule_id": "many", "comparison": "above", "threshold": Decimal(5)}
    (alert,) = lived(raised("a", 0, 8, **many), ending("refund", 1, refers_to="a", value=Decimal(100)))
    assert alert.resolution == ""


def test_a_dear_sale_of_the_past_is_over_and_a_low_stock_of_the_past_is_not() -> None:
    sale, stock = lived(dear("a", 4000, historical=True), raised("b", 1, historical=True))
    assert (sale.resolution, stock.resolution) == ("historical", "")


def test_rows_from_before_there_were_rules_belong_to_the_default_rules() -> None:
    old = raised("old", 0, rule_id=None, comparison=None, warehouse="SP-01") | {"partition": None, "offset": None}
    (alert,) = lived(old, raised("new", 5, ingest_seq=2))
    assert alert.events == ["old", "new"]
