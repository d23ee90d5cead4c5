import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.encoding import encode

money = st.decimals(min_value="0.01", max_value="9999999999999999.99", places=2)
values = st.one_of(st.text(), st.integers(), st.none(), money)


@given(st.dictionaries(st.sampled_from(["event_id", "total", "quantity", "customer_id"]), values))
def test_what_is_encoded_reads_back_as_it_was(event: dict[str, str | int | Decimal | None]) -> None:
    read_back = json.loads(encode(event), parse_float=Decimal)
    assert read_back == event
    assert list(read_back) == list(event)


@given(money)
def test_money_keeps_both_decimals(amount: Decimal) -> None:
    assert encode({"total": amount}) == f'{{"total": {amount:.2f}}}'.encode()


def test_accents_are_sent_as_utf_8() -> None:
    assert encode({"product_name": "Película"}) == '{"product_name": "Película"}'.encode()
