"""Bytes that hold no JSON object are refused with the reason, cheaply and whatever they are."""

import json

import pytest

from hub.contract import Event, Rejection
from hub.contract.reading import MAX_DEPTH
from tests.contract.messages import MAX_BYTES, VALID, Verbatim, event_of, read, reason_of, write

SALE = VALID["sale"]


@pytest.mark.parametrize("raw", [None, b"", b" ", b"\r\n\t "])
def test_a_record_without_content_is_empty(raw: bytes | None) -> None:
    assert reason_of(raw) == "empty"


def test_a_message_of_exactly_the_largest_size_is_read() -> None:
    padding = MAX_BYTES - len(write(SALE | {"note": ""}))
    assert isinstance(read(write(SALE | {"note": "x" * padding})), Event)


def test_a_message_one_byte_above_the_largest_size_is_too_large() -> None:
    padding = MAX_BYTES - len(write(SALE | {"note": ""})) + 1
    assert reason_of(write(SALE | {"note": "x" * padding})) == "too_large"


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe{\x00}\x00",
        '{"product_name": "Relógio"}'.encode("latin-1"),
        b'{"product_name": "\xed\xa0\x80"}',
        b'{"product_name": "\xc0\x80"}',
        b"\x80",
    ],
)
def test_bytes_that_are_not_utf8_are_refused(raw: bytes) -> None:
    assert reason_of(raw) == "not_utf8"


@pytest.mark.parametrize(
    "raw",
    [
        write(SALE)[:-1],
        write(SALE) + b"}",
        write(SALE) + write(SALE),
        b"\xef\xbb\xbf" + write(SALE),
        b"not json",
        b"{'event_id': 'AMZ-1'}",
        b'{"event_id": "AMZ-1",}',
        b'{"quantity": 01}',
        b'{"quantity": .5}',
        b'{"quantity": +1}',
        b'{"product_name": "a\nb"}',
        b'{"product_name": "a\x00b"}',
        b'{"product_name": "\\x41"}',
        b'{"product_name": "\\u12"}',
        b"]" * 100 + b"[" * 20,
    ],
)
def test_text_that_is_not_json_is_refused(raw: bytes) -> None:
    assert reason_of(raw) == "not_json"


@pytest.mark.parametrize("raw", [b"[]", b"[{}]", b'"sale"', b"12", b"1.5", b"true", b"null", b"9" * 10_000])
def test_a_root_that_is_no_object_is_refused(raw: bytes) -> None:
    assert reason_of(raw) == "not_object"


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 10_000,
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"note": ' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}",
        b'{"note": "' + b'\\"[' * 1000 + b'", "deep": ' + b"[" * 100,
    ],
)
def test_nesting_beyond_the_limit_is_refused(raw: bytes) -> None:
    assert reason_of(raw) == "too_deep"


def test_nesting_up_to_the_limit_is_read() -> None:
    nested = Verbatim("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))
    assert isinstance(read(write(SALE | {"note": nested, "more": nested})), Event)


def test_brackets_inside_strings_and_side_by_side_are_not_depth() -> None:
    assert event_of(SALE, product_name='"[[\\{{' * 20, note=[[], {}] * 50).product_name == '"[[\\{{' * 20


@pytest.mark.parametrize(
    "raw",
    [
        write([*SALE.items(), ("event_id", "AMZ-1")]),
        write([*SALE.items(), ("event_id", "AMZ-2")]),
        write([*SALE.items(), ("note", Verbatim('{"a": [{"b": 1, "b": 1}]}'))]),
        write(SALE)[:-1] + b', "event\\u005fid": "AMZ-3"}',
        write([*SALE.items(), ("\ud800", 1), ("\ud800", 2)]),
    ],
)
def test_a_key_that_occurs_twice_in_one_object_is_refused_at_any_level(raw: bytes) -> None:
    assert reason_of(raw) == "duplicate_key"


def test_the_same_key_in_two_objects_is_fine() -> None:
    assert event_of(SALE, note=[{"event_id": 1}, {"event_id": 1}]).event_id == SALE["event_id"]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("field", ["total", "quantity", "note"])
def test_constants_that_json_does_not_have_are_bad_numbers(constant: str, field: str) -> None:
    assert reason_of(write(SALE | {field: Verbatim(constant)})) == "bad_number"


def test_fields_that_the_contract_does_not_know_may_hold_any_json() -> None:
    strange = {"note": Verbatim("1e400"), "\ud800": "\udfff\0", "long": Verbatim("9" * 5000), "": None}
    assert isinstance(read(write(SALE | strange)), Event)


@pytest.mark.parametrize("raw", [b'{"\\ud800": 1, "\\ud800": 2}', b"\xff", b'"\\ud800"', b"[" * 99, b'{"a": "\\ud8'])
def test_a_detail_is_valid_utf8(raw: bytes) -> None:
    found = read(raw)
    assert isinstance(found, Rejection)
    assert found.detail.encode()


def test_white_space_around_the_object_is_fine() -> None:
    assert isinstance(read(b"\n " + json.dumps(SALE).encode() + b" \r\n"), Event)
