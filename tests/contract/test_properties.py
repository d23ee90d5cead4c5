"""What holds for every record: `parse` never raises, valid events come back exact, damage is named."""

import json
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.contract import REASONS, Event, Rejection
from hub.contract.fields import FIELDS
from hub.lake import arrow_schema
from hub.tables import BRONZE_EVENTS, EVENT_FIELDS
from tests.contract.messages import REQUIRED, Verbatim, read, reason_of, write
from tests.contract.strategies import JSON_VALUES, Fields, json_texts, valid_messages

# How long one example takes says nothing about the contract.
thoroughly = settings(deadline=None, max_examples=200)

_COLUMNS = arrow_schema(BRONZE_EVENTS)
_COUNTS = {"quantity", "stock_quantity", "schema_version"}
_MONEY = {"unit_price", "total", "amount"}


def must_be_sound(found: Event | Rejection) -> None:
    """Assert what everything downstream relies on: an event fits the lake's columns, a rejection can be stored."""
    if isinstance(found, Event):
        for name, value in found._asdict().items():
            assert pa.scalar(value, type=_COLUMNS.field(name).type).as_py() == value
            assert not isinstance(value, str) or value.encode().decode() == value
            assert not isinstance(value, Decimal) or (0 < value < 10**16 and value.as_tuple().exponent == -2)
    else:
        assert found.reason in REASONS
        assert found.detail.encode()
        assert len(found.detail) < 500


@thoroughly
@given(st.binary() | st.text().map(str.encode) | json_texts())
def test_any_bytes_are_an_event_or_have_a_reason(raw: bytes) -> None:
    must_be_sound(read(raw))


@thoroughly
@given(valid_messages(), st.data())
def test_any_json_in_place_of_any_field_is_an_event_or_has_a_reason(valid: Fields, data: st.DataObject) -> None:
    message, _ = valid
    replaced = data.draw(st.dictionaries(st.sampled_from(sorted(message)), JSON_VALUES, min_size=1, max_size=3))
    must_be_sound(read(write(message | replaced)))


@thoroughly
@given(valid_messages(), st.text(st.sampled_from("0123456789.-+eE"), max_size=25))
def test_any_digits_in_place_of_money_are_an_exact_amount_or_have_a_reason(valid: Fields, digits: str) -> None:
    message, _ = valid
    found = read(write(message | {"event_type": "refund", "order_id": "O", "refers_to": "S", "amount": digits}))
    must_be_sound(found)
    if isinstance(found, Event):
        assert found.amount == Decimal(digits)


@thoroughly
@given(valid_messages(), st.booleans())
def test_a_valid_message_becomes_exactly_its_event(valid: Fields, ensure_ascii: bool) -> None:
    message, meant = valid
    found = read(write(message, ensure_ascii=ensure_ascii))
    assert isinstance(found, Event), found
    assert found._asdict() == dict.fromkeys(EVENT_FIELDS) | meant
    must_be_sound(found)


@thoroughly
@given(valid_messages(), st.dictionaries(st.text().map("x-".__add__), JSON_VALUES.map(json.dumps), max_size=3))
def test_fields_that_the_contract_does_not_know_change_nothing(valid: Fields, extras: dict[str, str]) -> None:
    message, _ = valid
    known = {name: Verbatim(text) for name, text in extras.items() if "NaN" not in text and "Infinity" not in text}
    assert read(write(known | message)) == read(write(message))


@thoroughly
@given(valid_messages(), st.data())
def test_a_message_without_a_required_field_misses_it(valid: Fields, data: st.DataObject) -> None:
    message, _ = valid
    dropped = data.draw(st.sampled_from(REQUIRED[message["event_type"]]))
    rest = {name: value for name, value in message.items() if name != dropped}
    assert read(write(rest)) == ("missing_field", f"{dropped} is absent.")


@thoroughly
@given(valid_messages(), st.data())
def test_a_field_of_another_type_is_of_the_wrong_type(valid: Fields, data: st.DataObject) -> None:
    message, _ = valid
    field = data.draw(st.sampled_from(sorted(field.name for field in FIELDS[message["event_type"]])))
    other_types: list[Any] = [True, [], {}]
    if field not in _MONEY:
        other_types += ["1"] if field in _COUNTS else [1, 1.5]
    assert reason_of(write(message | {field: data.draw(st.sampled_from(other_types))})) == "wrong_type"


@thoroughly
@given(valid_messages(), st.data())
def test_a_key_given_twice_is_a_duplicate(valid: Fields, data: st.DataObject) -> None:
    pairs = list(valid[0].items())
    again = data.draw(st.sampled_from(pairs))
    position = data.draw(st.integers(0, len(pairs)))
    assert reason_of(write([*pairs[:position], again, *pairs[position:]])) == "duplicate_key"


@thoroughly
@given(valid_messages(), st.booleans(), st.data())
def test_a_message_that_is_cut_off_is_not_json(valid: Fields, ensure_ascii: bool, data: st.DataObject) -> None:
    whole = write(valid[0], ensure_ascii=ensure_ascii)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    inside_a_character = cut.decode(errors="ignore").encode() != cut
    assert reason_of(cut) == ("not_utf8" if inside_a_character else "not_json")


@thoroughly
@given(valid_messages().filter(lambda valid: valid[0]["event_type"] == "sale"), st.integers(-(10**6), 10**6))
def test_a_total_that_is_off_by_any_amount_is_a_mismatch(valid: Fields, cents: int) -> None:
    message, meant = valid
    total = meant["total"] + Decimal(cents or 1) / 100
    if 0 < total < 10**10:
        assert reason_of(write(message | {"total": str(total)})) == "total_mismatch"
