"""The shape of a rule: when it fires, when it has recovered, and what cannot be."""

from decimal import Decimal
from typing import Any

import pytest

from hub.rules import METRICS, TITLES, BadRule, Rule, default_rules, in_force, rule_from_message
from hub.settings import load_settings


def rule(**parts: Any) -> Rule:
    """Return a rule about stock under 10 unless `parts` say otherwise."""
    values: dict[str, Any] = {
        "rule_id": "r1",
        "version": 1,
        "metric": "stock_quantity",
        "comparison": "below",
        "threshold": Decimal(10),
    }
    return Rule(**values | parts)


@pytest.mark.parametrize(
    ("comparison", "fires_on"),
    [("below", {9}), ("at_most", {9, 10}), ("above", {11}), ("at_least", {10, 11})],
)
def test_a_comparison_fires_on_its_side_of_the_threshold(comparison: str, fires_on: set[int]) -> None:
    watched = rule(comparison=comparison)
    assert {value for value in (9, 10, 11) if watched.fires(Decimal(value))} == fires_on


def test_between_threshold_and_recovery_a_level_neither_fires_nor_recovers() -> None:
    watched = rule(recover=Decimal(12))
    eleven, twelve = Decimal(11), Decimal(12)
    assert not watched.fires(eleven)
    assert not watched.has_recovered(eleven)
    assert watched.has_recovered(twelve)


def test_without_a_recovery_value_a_level_has_recovered_once_it_no_longer_fires() -> None:
    assert not rule().has_recovered(Decimal(9))
    assert rule().has_recovered(Decimal(10))


def test_a_rule_that_fires_above_recovers_downwards() -> None:
    watched = rule(comparison="above", threshold=Decimal(100), recover=Decimal(90))
    assert not watched.has_recovered(Decimal(95))
    assert watched.has_recovered(Decimal(90))


def test_filters_let_through_what_they_name_and_everything_when_they_are_empty() -> None:
    assert rule().covers("amazon", "p1", "SP-01")
    assert rule(warehouses=("SP-01",)).covers("amazon", "p1", "SP-01")
    assert not rule(warehouses=("SP-01",)).covers("amazon", "p1", "RJ-01")
    assert not rule(platforms=("shopee",)).covers("amazon", "p1", "SP-01")
    assert not rule(product_ids=("p2",)).covers("amazon", "p1", "SP-01")


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("metric", {"metric": "profit"}),
        ("comparison", {"comparison": "near"}),
        ("threshold", {"threshold": Decimal("0.001")}),
        ("threshold", {"threshold": Decimal("NaN")}),
        ("threshold", {"threshold": Decimal("1e17")}),
        ("recover", {"recover": Decimal(9)}),
        ("recover", {"metric": "sale_total", "comparison": "above", "recover": Decimal(5)}),
        ("warehouses", {"metric": "sale_total", "warehouses": ("SP-01",)}),
    ],
)
def test_a_rule_that_cannot_be_says_which_part_is_wrong(field: str, parts: dict[str, Any]) -> None:
    with pytest.raises(BadRule) as refused:
        rule(**parts)
    assert refused.value.field == field


def test_a_message_is_read_back_as_the_same_rule() -> None:
    sent = rule(recover=Decimal("12.50"), platforms=("amazon", "shopee"), warehouses=("São Paulo",))
    assert rule_from_message(sent.to_message()) == sent


@pytest.mark.parametrize("value", [b"", b"[]", b"{}", b'{"rule_id": 1}', b"\xff"])
def test_a_message_that_is_no_rule_is_refused(value: bytes) -> None:
    with pytest.raises(BadRule):
        rule_from_message(value)


def test_the_newest_version_counts_and_a_disabled_rule_does_not() -> None:
    versions = [rule(version=2, threshold=Decimal(5)), rule(version=1), rule(rule_id="r2", enabled=False)]
    assert [(each.rule_id, each.version) for each in in_force(versions)] == [("r1", 2)]


def test_the_default_rules_are_those_of_the_settings() -> None:
    rules = default_rules(load_settings(low_stock=7, high_ticket=1500))
    assert {(each.rule_id, each.alert_type, each.threshold) for each in rules} == {
        ("LOW_STOCK", "LOW_STOCK", Decimal(7)),
        ("HIGH_TICKET", "HIGH_TICKET", Decimal(1500)),
    }


def test_every_metric_has_a_title_for_both_sides() -> None:
    assert {each for metric in METRICS.values() for each in (metric.low, metric.high)} == set(TITLES)
