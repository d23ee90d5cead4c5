"""Each kind of value: what is read, and with which reason the rest is refused."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.contract import Event, Rejection
from tests.contract.messages import NOW, VALID, Verbatim, event_of, read, refusal_of, write

SALE = VALID["sale"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1147.96", "1147.96"),
        ("1147.9", "1147.90"),
        ("1147", "1147.00"),
        ("0.01", "0.01"),
        ("9999999999.99", "9999999999.99"),
    ],
)
@pytest.mark.parametrize("as_number", [False, True])
def test_money_is_a_plain_decimal_as_a_string_or_as_a_number(written: str, amount: str, as_number: bool) -> None:
    event = event_of(VALID["refund"], amount=Verbatim(written) if as_number else written)
    assert str(event.amount) == amount


@pytest.mark.parametrize(
    "written",
    ["10.500", "10.555", "0.001", "-1.00", "-0.5", "0", "0.0", "0.00", "-0", "10000000000000000", "9" * 1000],
)
@pytest.mark.parametrize("as_number", [False, True])
def test_money_that_would_have_to_be_changed_to_fit_is_a_bad_amount(written: str, as_number: bool) -> None:
    assert refusal_of("refund", amount=Verbatim(written) if as_number else written).reason == "bad_amount"


@pytest.mark.parametrize("written", ["1e2", "1E2", "1.5e1", "1e400", "-1e400", "1e-400", "1e999999999999999999999"])
@pytest.mark.parametrize("as_number", [False, True])
def test_money_with_an_exponent_is_a_bad_number(written: str, as_number: bool) -> None:
    assert refusal_of("refund", amount=Verbatim(written) if as_number else written).reason == "bad_number"


@pytest.mark.parametrize(
    "written",
    ["", " ", "ten", "NaN", "Infinity", "1,50", "R$ 10", "+1", "01", ".5", "5.", "1 ", "1\n", "1_0", "\u0661"],
)
def test_a_string_that_is_no_plain_decimal_is_a_bad_number(written: str) -> None:
    assert refusal_of("refund", amount=written).reason == "bad_number"


@pytest.mark.parametrize("value", [True, False, [], {}, ["1.00"]])
def test_money_of_another_type_is_refused(value: Any) -> None:
    assert refusal_of("refund", amount=value).reason == "wrong_type"


def test_a_price_of_zero_is_a_bad_amount() -> None:
    assert refusal_of("sale", unit_price=0, total=0).reason == "bad_amount"


@pytest.mark.parametrize("total", ["3443.87", "3443.89", "1147.96", "34438.80", "9999999999.99"])
def test_a_total_that_is_not_quantity_times_price_is_refused(total: str) -> None:
    assert refusal_of("sale", total=total).reason == "total_mismatch"


def test_a_product_of_more_digits_than_decimals_keep_is_still_compared_exactly() -> None:
    refusal = refusal_of("sale", quantity=10**10, unit_price="9999999999.99", total="9999999999.99")
    assert refusal.reason == "total_mismatch"


def test_the_largest_total_is_compared_exactly() -> None:
    event = event_of(SALE, quantity=3, unit_price="3333333333.33", total=Verbatim("9999999999.99"))
    assert event.total == Decimal("9999999999.99")


@pytest.mark.parametrize("stock", [0, 1, 10**10])
def test_a_count_is_any_whole_number_of_its_range(stock: int) -> None:
    assert event_of(VALID["stock_update"], stock_quantity=stock).stock_quantity == stock


@pytest.mark.parametrize(
    "written", ["-1", "1.0", "1.5", "1e2", "1e400", str(10**10 + 1), "9" * 5000, "-" + "9" * 5000, "-0.0"]
)
def test_a_count_with_a_fraction_or_out_of_range_is_a_bad_number(written: str) -> None:
    assert refusal_of("stock_update", stock_quantity=Verbatim(written)).reason == "bad_number"


@pytest.mark.parametrize("quantity", [0, -1, -(2**63)])
def test_a_sale_of_nothing_or_less_is_a_bad_number(quantity: int) -> None:
    assert refusal_of("sale", quantity=quantity).reason == "bad_number"


@pytest.mark.parametrize("value", [True, False, "1", "", [], {}, [1]])
def test_a_count_of_another_type_is_refused(value: Any) -> None:
    assert refusal_of("stock_update", stock_quantity=value).reason == "wrong_type"


@pytest.mark.parametrize("version", [0, 2**31])
def test_a_schema_version_out_of_range_is_a_bad_number(version: int) -> None:
    assert refusal_of("sale", schema_version=version).reason == "bad_number"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "missing_field"),
        (" \t", "missing_field"),
        ("\u00a0", "missing_field"),
        (1, "wrong_type"),
        (1.5, "wrong_type"),
        (True, "wrong_type"),
        ([], "wrong_type"),
        ({"pt": "Relógio"}, "wrong_type"),
        ("Rel\0gio", "wrong_type"),
        ("Rel\ud800gio", "not_utf8"),
        (f"Rel{chr(0xDFFF)}gio", "not_utf8"),
        ("x" * 501, "too_large"),
    ],
)
def test_text_that_says_nothing_or_cannot_be_stored_is_refused(value: Any, reason: str) -> None:
    refusal = refusal_of("sale", product_name=value)
    assert refusal.reason == reason
    assert refusal.detail.startswith("product_name is ")
    assert refusal.detail.encode()


@pytest.mark.parametrize("value", ["Relógio", "時計", "⌚️", "a\u00a0b", "two\nlines", "x" * 500, ' "quoted" '])
def test_text_is_kept_as_it_is(value: str) -> None:
    assert event_of(SALE, product_name=value).product_name == value


def test_a_pair_of_escaped_surrogates_is_one_character() -> None:
    assert event_of(SALE, product_name=Verbatim('"\\ud83d\\ude00"')).product_name == "\U0001f600"


@pytest.mark.parametrize("value", ["reais", "brl", "R$", "BRLX", "", "BRL\n", 986])
def test_a_currency_is_three_capital_letters(value: Any) -> None:
    assert refusal_of("sale", currency=value).reason == "wrong_type"


@pytest.mark.parametrize(
    ("written", "platform"),
    [
        ("Amazon", "amazon"),
        ("amazon", "amazon"),
        ("Mercado Livre", "mercado_livre"),
        ("MercadoLivre", "mercado_livre"),
        ("mercado_livre", "mercado_livre"),
        ("Shopee", "shopee"),
        ("SHOPEE", "shopee"),
    ],
)
def test_a_platform_has_one_name_in_the_lake(written: str, platform: str) -> None:
    assert event_of(SALE, platform=written).platform == platform


@pytest.mark.parametrize("written", ["eBay", "", " amazon", "Amazon\0", "\ud800"])
def test_a_platform_that_nobody_knows_is_refused(written: str) -> None:
    assert refusal_of("sale", platform=written).reason == "unknown_platform"


@pytest.mark.parametrize("written", ["return", "", "Sale", "sale "])
def test_an_event_type_that_nobody_knows_is_refused(written: str) -> None:
    assert refusal_of("sale", event_type=written).reason == "unknown_type"


@pytest.mark.parametrize("field", ["platform", "event_type", "timestamp"])
@pytest.mark.parametrize("value", [1, 1732475315, True, [], {}])
def test_a_name_or_a_time_of_another_type_is_refused(field: str, value: Any) -> None:
    assert refusal_of("sale", **{field: value}).reason == "wrong_type"


@pytest.mark.parametrize(
    ("written", "moment", "zone_assumed"),
    [
        ("2026-11-24T16:08:35.596179", datetime(2026, 11, 24, 19, 8, 35, 596179, tzinfo=UTC), True),
        ("2026-11-24T16:08:35", datetime(2026, 11, 24, 19, 8, 35, tzinfo=UTC), True),
        ("2026-11-24T16:08:35Z", datetime(2026, 11, 24, 16, 8, 35, tzinfo=UTC), False),
        ("2026-11-24T16:08:35.5+00:00", datetime(2026, 11, 24, 16, 8, 35, 500000, tzinfo=UTC), False),
        ("2026-11-24T16:08:35-03:00", datetime(2026, 11, 24, 19, 8, 35, tzinfo=UTC), False),
        ("2024-02-29T00:00:00+05:30", datetime(2024, 2, 28, 18, 30, tzinfo=UTC), False),
        ("2000-01-01T00:00:00+14:00", datetime(1999, 12, 31, 10, tzinfo=UTC), False),
    ],
)
def test_a_time_is_read_as_a_moment_in_utc(written: str, moment: datetime, zone_assumed: bool) -> None:
    event = event_of(SALE, timestamp=written)
    assert (event.event_time, event.zone_assumed) == (moment, zone_assumed)
    assert event.event_time.tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "hour"), [("2018-02-17T23:30:00", 1), ("2018-11-04T00:30:00", 3), ("2018-11-04T01:30:00", 3)]
)
def test_hours_that_clocks_repeat_or_skip_are_read_with_the_offset_before_the_change(written: str, hour: int) -> None:
    assert event_of(SALE, timestamp=written).event_time.hour == hour


def test_a_time_without_an_offset_is_read_in_the_zone_that_was_given() -> None:
    event = read(write(SALE | {"timestamp": "2026-07-01T12:00:00"}), zone=ZoneInfo("Asia/Tokyo"))
    assert isinstance(event, Event)
    assert event.event_time == datetime(2026, 7, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "1732475315",
        "2026-11-24",
        "2026-11-24 16:08:35",
        "2026-11-24T16:08",
        "20261124T160835",
        "2026-W48-2T16:08:35",
        "24/11/2026 16:08:35",
        "2026-02-29T00:00:00",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T16:60:00Z",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00",
        "1999-12-31T23:59:59",
        "2100-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999",
        "9999-12-31T23:59:59-14:00",
        "2026-11-24T16:08:35.1234567Z",
        "2026-11-24T16:08:35+15:00",
        "2026-11-24T16:08:35+0300",
        "2026-11-24T16:08:35z",
        "2026-11-24T16:08:35Z\n",
        "\uff12026-11-24T16:08:35Z",
        "\ud800",
    ],
)
def test_a_time_that_is_written_otherwise_or_does_not_exist_is_refused(written: str) -> None:
    refusal = refusal_of("sale", timestamp=written)
    assert refusal.reason == "bad_timestamp"
    assert refusal.detail.encode()


def test_a_time_up_to_a_day_ahead_is_read() -> None:
    ahead = NOW + timedelta(hours=24)
    assert event_of(SALE, timestamp=ahead.isoformat()).event_time == ahead


def test_a_time_more_than_a_day_ahead_is_in_the_future() -> None:
    ahead = NOW + timedelta(hours=24, microseconds=1)
    assert refusal_of("sale", timestamp=ahead.isoformat()).reason == "in_future"


def test_the_future_is_told_by_the_moment_not_by_the_wall_clock() -> None:
    found = read(write(SALE | {"timestamp": "2026-11-25T19:00:00-03:00"}))
    assert isinstance(found, Rejection)
    assert found.reason == "in_future"
