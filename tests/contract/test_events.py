"""Whole messages: what becomes of each type, which fields are needed, and which reason comes first."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from hub.contract import REASONS, Event, Reason, identity, parse
from hub.tables import EVENT_FIELDS
from tests.contract.messages import NOW, REQUIRED, VALID, ZONE, Verbatim, event_of, read, refusal_of, write

MARKETPLACE_EVENTS = Path(__file__).parent / "fixtures" / "marketplace_events.ndjson"


def test_an_event_has_the_columns_of_the_lake_in_their_order() -> None:
    assert Event._fields == tuple(EVENT_FIELDS)


def test_every_reason_has_a_meaning() -> None:
    assert tuple(REASONS) == get_args(Reason)


def test_a_sale_is_read_whole() -> None:
    assert event_of(VALID["sale"])._asdict() == dict.fromkeys(EVENT_FIELDS) | {
        "event_id": "AMZ-1",
        "event_time": datetime(2026, 11, 24, 19, 8, 35, 596179, tzinfo=UTC),
        "zone_assumed": True,
        "platform": "amazon",
        "event_type": "sale",
        "schema_version": 1,
        "product_id": "PROD_4460",
        "product_name": "Relógio São João",
        "order_id": "ORD-1",
        "quantity": 3,
        "unit_price": Decimal("1147.96"),
        "total": Decimal("3443.88"),
        "currency": "BRL",
        "customer_id": "CUST-1",
        "region": "Nordeste",
        "payment_method": "pix",
    }


@pytest.mark.parametrize("event_type", VALID)
def test_each_type_keeps_its_own_fields_and_no_others(event_type: str) -> None:
    fields_of_others = {name: "unseen" for message in VALID.values() for name in message} | {"currency": "BRL"}
    event = event_of(fields_of_others | VALID[event_type])
    assert event == event_of(VALID[event_type])
    assert {name for name, value in event._asdict().items() if value is not None} == {
        "event_time" if name == "timestamp" else name for name, value in VALID[event_type].items() if value is not None
    } | {"zone_assumed", "schema_version", "currency"}


@pytest.mark.parametrize("line", MARKETPLACE_EVENTS.read_bytes().splitlines())
def test_events_as_a_marketplace_sends_them_are_read(line: bytes) -> None:
    event = read(line)
    assert isinstance(event, Event)
    assert (event.platform, event.zone_assumed, event.currency, event.schema_version) == ("amazon", True, "BRL", 1)


@pytest.mark.parametrize(
    ("event_type", "field"), [(event_type, field) for event_type, fields in REQUIRED.items() for field in fields]
)
def test_a_required_field_may_be_neither_absent_nor_null(event_type: str, field: str) -> None:
    absent = read(write({name: value for name, value in VALID[event_type].items() if name != field}))
    assert absent == ("missing_field", f"{field} is absent.")
    assert refusal_of(event_type, **{field: None}) == ("missing_field", f"{field} is null.")


@pytest.mark.parametrize(
    ("event_type", "field", "default"),
    [
        ("sale", "order_id", None),
        ("sale", "currency", "BRL"),
        ("sale", "schema_version", 1),
        ("refund", "currency", "BRL"),
        ("product_view", "customer_id", None),
    ],
)
def test_an_optional_field_that_is_absent_or_null_has_its_default(event_type: str, field: str, default: Any) -> None:
    absent = {name: value for name, value in VALID[event_type].items() if name != field}
    assert getattr(event_of(absent), field) == default
    assert getattr(event_of(absent, **{field: None}), field) == default


def test_an_optional_field_that_is_present_must_be_right() -> None:
    assert refusal_of("sale", order_id=7).reason == "wrong_type"
    assert refusal_of("sale", order_id=" ").reason == "missing_field"


def test_a_platform_and_an_event_id_identify_an_event() -> None:
    assert identity(event_of(VALID["sale"], platform="Mercado Livre")) == ("mercado_livre", "AMZ-1")


def test_the_same_id_on_two_platforms_is_two_events() -> None:
    amazon, shopee = (event_of(VALID["sale"], platform=platform) for platform in ("Amazon", "Shopee"))
    assert identity(amazon) != identity(shopee)


def test_the_largest_message_is_a_matter_of_the_caller() -> None:
    raw = write(VALID["sale"])
    assert isinstance(parse(raw, now=NOW, zone=ZONE, max_bytes=len(raw)), Event)
    assert parse(raw, now=NOW, zone=ZONE, max_bytes=len(raw) - 1)[0] == "too_large"


def test_the_first_check_that_fails_gives_the_reason() -> None:
    """Everything is wrong with this sale; mending one field at a time brings out the next reason, in the order told."""
    wrong: dict[str, Any] = dict.fromkeys(VALID["sale"], True) | {"timestamp": "9999-12-31T00:00:00"}
    mended: dict[str, Any] = {}
    reasons = []
    for field, value in (
        ("event_type", "sale"),
        ("event_id", "AMZ-1"),
        ("timestamp", "2099-01-01T00:00:00"),
        ("platform", "Amazon"),
        ("product_id", "PROD_1"),
        ("product_name", "Relógio"),
        ("currency", "BRL"),
        ("order_id", "ORD-1"),
        ("quantity", 3),
        ("unit_price", "1.00"),
        ("total", "2.00"),
        ("customer_id", "CUST-1"),
        ("region", "Sul"),
        ("payment_method", "pix"),
        ("total", "3.00"),
        ("timestamp", "2026-11-24T16:08:35"),
    ):
        found = read(write(wrong | mended))
        reasons.append((found[0], str(found[1]).split()[0]))
        mended[field] = value
    assert reasons == [
        ("wrong_type", "event_type"),
        ("wrong_type", "event_id"),
        ("bad_timestamp", "timestamp"),
        ("wrong_type", "platform"),
        ("wrong_type", "product_id"),
        ("wrong_type", "product_name"),
        ("wrong_type", "currency"),
        ("wrong_type", "order_id"),
        ("wrong_type", "quantity"),
        ("wrong_type", "unit_price"),
        ("wrong_type", "total"),
        ("wrong_type", "customer_id"),
        ("wrong_type", "region"),
        ("wrong_type", "payment_method"),
        ("total_mismatch", "total"),
        ("in_future", "timestamp"),
    ]
    assert isinstance(read(write(wrong | mended)), Event)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"quantity": "2"}, "quantity is '2'; it must be a whole number."),
        ({"quantity": Verbatim("2.0")}, "quantity is 2.0; write a whole number in digits, up to 10000000000."),
        ({"unit_price": "9.999"}, "unit_price is '9.999'; at most two decimals are exact."),
        ({"unit_price": -5}, "unit_price is -5; it must be more than zero."),
        ({"unit_price": "0.0"}, "unit_price is 0.0; it must be more than zero."),
        (
            {"unit_price": Verbatim("9" * 100)},
            f"unit_price is {'9' * 60}… (100 characters); the largest amount is 9999999999.99.",
        ),
        ({"total": 1}, "total is 1.00, but 3 times 1147.96 is 3443.88."),
        ({"platform": "eBay"}, "platform is 'eBay'; known are amazon, mercado_livre, shopee."),
        ({"region": ["Sul"]}, "region is an array; it must be a string."),
        ({"region": True}, "region is true; it must be a string."),
        ({"region": {}}, "region is an object; it must be a string."),
        ({"region": "ã" * 201}, f"region is '{'ã' * 60}'… (201 characters); at most 200 characters are allowed."),
    ],
)
def test_a_detail_names_the_field_and_its_value(changes: dict[str, Any], detail: str) -> None:
    assert refusal_of("sale", **changes).detail == detail
