"""The oracle is worth asking: it is independent of the product, reads messages by the book, and notices every fault."""

import ast
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.judgement import judge
from tests.oracle.reading import NotAnEvent
from tests.oracle.recount import Sums, recount
from tests.oracle.topic import Record
from tests.oracle.verdict import ZONE

PRODUCT = {"hub", "spark_jobs", "generator", "backend", "dags"}
SALE: dict[str, Any] = {
    "event_id": "MLB-1",
    "timestamp": "2026-11-24T16:08:35.5",
    "platform": "Mercado Livre",
    "event_type": "sale",
    "product_id": "P-1",
    "product_name": "Relógio",
    "quantity": 2,
    "unit_price": "1999.99",
    "total": "3999.98",
    "customer_id": "C-1",
    "region": "Sul",
    "payment_method": "pix",
}


@pytest.mark.parametrize("module", sorted(Path(__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_the_oracle_imports_nothing_of_the_product(module: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert not imported & PRODUCT


def test_a_sale_without_an_offset_counts_in_the_sellers_zone_to_the_cent() -> None:
    counted = recount([_record(0, SALE)], ZONE)
    pane = (datetime(2026, 11, 24, 19, 8, 30, tzinfo=UTC), "mercado_livre", "BRL")
    assert counted.sales == {pane: Sums(Decimal("3999.98"), Decimal("3999.98"), orders=1, units=2, events=1)}
    assert counted.alerts == {("HIGH_TICKET", "mercado_livre", "MLB-1")}


def test_of_a_repeat_the_first_arrival_counts_and_a_refund_is_negative() -> None:
    refund = SALE | {"event_type": "refund", "event_id": "MLB-2", "order_id": "O", "refers_to": "MLB-1", "amount": 5.25}
    counted = recount([_record(0, SALE), _record(1, SALE | {"total": "3999.98"}), _record(2, refund)], ZONE)
    assert (counted.valid, counted.repeats) == (3, 1)
    assert counted.total() == Sums(Decimal("3994.73"), Decimal("3999.98"), Decimal("5.25"), 1, 2, 0, 2)


def test_two_payloads_of_one_identity_in_two_partitions_have_no_order_and_are_refused() -> None:
    other = Record("topic", 1, 0, json.dumps(SALE | {"quantity": 1, "total": "1999.99"}).encode())
    with pytest.raises(ValueError, match="differs between the partitions 0 and 1"):
        recount([_record(0, SALE), other], ZONE)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"total": "3999.97"}, "total_mismatch"),
        ({"unit_price": 1999.999}, "bad_amount"),
        ({"unit_price": "1e3"}, "bad_number"),
        ({"quantity": 2.5}, "bad_number"),
        ({"quantity": "2"}, "wrong_type"),
        ({"platform": "magalu"}, "unknown_platform"),
        ({"event_type": "wish"}, "unknown_type"),
        ({"region": None}, "missing_field"),
        ({"timestamp": "24/11/2026 16:08:35"}, "bad_timestamp"),
        ({"timestamp": "2098-01-01T00:00:00Z"}, "in_future"),
        ({"product_name": "\ud800"}, "not_utf8"),
        ({"extra": [[]] * 3}, None),
    ],
)
def test_a_message_is_judged_by_the_documented_rules(changes: dict[str, Any], reason: str | None) -> None:
    assert _verdict(json.dumps(SALE | changes).encode()) == reason


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "empty"),
        (b" ", "empty"),
        (b"\xff", "not_utf8"),
        (b"{", "not_json"),
        (b"[]", "not_object"),
        (b'{"a": 1, "a": 1}', "duplicate_key"),
        (b'{"a": NaN}', "bad_number"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "too_deep"),
        (b'{"a":' * 32 + b"1" + b"}" * 32, "missing_field"),
        (b"[" * 100_000, "too_deep"),
        (b"x" * 900_001, "too_large"),
    ],
)
def test_bytes_that_are_no_message_are_refused(raw: bytes | None, reason: str) -> None:
    assert _verdict(raw) == reason


def _verdict(raw: bytes | None) -> str | None:
    try:
        judge(raw, ZONE)
    except NotAnEvent as rejection:
        return rejection.reason
    return None


def _record(offset: int, message: dict[str, Any]) -> Record:
    return Record("topic", 0, offset, json.dumps(message).encode())
