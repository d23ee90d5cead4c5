from random import Random

import pytest

from generator.encoding import Event as Message
from generator.encoding import encode
from generator.faults import FAULTS, Fault, choose_fault
from hub.contract import REASONS, Rejection
from tests.generator.plans import read

HEAD: Message = {
    "event_id": "AMZ_1",
    "timestamp": "2026-11-24T11:59:00-03:00",
    "platform": "amazon",
    "product_id": "B01",
    "product_name": "Echo Dot 5ª geração",
}
SALE: Message = HEAD | {
    "event_type": "sale",
    "quantity": 2,
    "unit_price": "429.90",
    "total": "859.80",
    "customer_id": "C1",
}
SALE |= {"region": "Sul", "payment_method": "pix"}
REFUND: Message = HEAD | {"event_type": "refund", "order_id": "O1", "refers_to": "AMZ_0", "amount": "429.90"}


def event_for(fault: Fault) -> Message:
    return SALE if fault.needs in SALE else REFUND


def test_what_is_broken_here_is_valid_before() -> None:
    assert not isinstance(read(encode(SALE)), Rejection)
    assert not isinstance(read(encode(REFUND)), Rejection)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_contract_refuses_a_broken_message_for_the_reason_named(fault: Fault) -> None:
    for seed in range(20):
        verdict = read(fault.breaks(event_for(fault), Random(seed)))
        assert isinstance(verdict, Rejection)
        assert verdict.reason == fault.reason


def test_every_reason_of_the_contract_has_a_fault() -> None:
    assert {fault.reason for fault in FAULTS} == set(REASONS)


def test_only_faults_that_an_event_can_have_are_chosen() -> None:
    random = Random(1)
    chosen = {choose_fault(REFUND, random).name for _ in range(2000)}
    assert "negative amount" in chosen
    assert "total off by a cent" not in chosen
