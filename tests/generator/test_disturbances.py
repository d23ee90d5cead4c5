from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disturbances import LATEST, Message, Rates
from generator.stream import messages
from hub.contract import Event, Rejection
from tests.generator.plans import CALM, ROUGH, back_fill, read

shares = st.floats(min_value=0, max_value=1)
rates = st.builds(Rates, duplicates=shares, late=shares, out_of_order=shares, broken=shares, refunds=shares)


def sent(count: int, rates: Rates) -> list[Message]:
    return list(messages(back_fill(count, rates=rates)))


def identity(message: Message) -> tuple[str, str]:
    event = read(message.value)
    assert isinstance(event, Event)
    return event.platform, event.event_id


@settings(max_examples=40, deadline=None)
@given(rates=rates, count=st.integers(min_value=0, max_value=120))
def test_whatever_the_rates_the_number_is_exact_and_nothing_is_told_wrongly(rates: Rates, count: int) -> None:
    seen: dict[tuple[str, str], bytes | None] = {}
    arrived = sent(count, rates)
    assert len(arrived) == count
    for message in arrived:
        if message.disturbance == "broken":
            assert isinstance(read(message.value), Rejection)
        elif message.disturbance == "repeated":
            assert seen[identity(message)] == message.value
        else:
            assert identity(message) not in seen
            seen[identity(message)] = message.value


def test_messages_are_due_in_the_order_of_sending() -> None:
    due = [message.due for message in sent(3000, ROUGH)]
    assert due == sorted(due)


def test_disturbances_come_about_as_often_as_asked() -> None:
    found = Counter(message.disturbance for message in sent(20_000, ROUGH))
    assert 0.04 < found["repeated"] / 20_000 < 0.06
    assert 0.03 < found["late"] / 20_000 < 0.06
    assert 0.06 < found["out_of_order"] / 20_000 < 0.11
    assert 0.04 < found["broken"] / 20_000 < 0.06


def test_without_rates_nothing_is_disturbed() -> None:
    assert {message.disturbance for message in sent(2000, CALM)} == {None}


def test_a_late_event_says_when_it_happened_up_to_three_days_ago() -> None:
    late = [message for message in sent(20_000, ROUGH) if message.disturbance == "late"]
    for message in late:
        event = read(message.value)
        assert isinstance(event, Event)
        assert timedelta(minutes=1) <= message.due - message.event_time <= LATEST
        assert abs(event.event_time - message.event_time) < timedelta(seconds=1)
    assert any(message.due - message.event_time > timedelta(days=2) for message in late)


def test_an_overtaken_event_arrives_after_younger_ones() -> None:
    youngest = None
    for message in sent(3000, ROUGH)[:2500]:  # at the end all that wait follow at once
        if message.disturbance == "out_of_order":
            assert youngest is not None
            assert message.event_time <= youngest
        elif message.disturbance is None:
            youngest = message.event_time


def test_stock_updates_of_one_product_arrive_in_order_but_for_redeliveries() -> None:
    newest: dict[bytes, object] = {}
    for message in sent(20_000, ROUGH):
        if message.event_type == "stock_update" and message.disturbance != "repeated":
            assert newest.get(message.key, message.event_time) <= message.event_time  # type: ignore[operator]
            newest[message.key] = message.event_time


def test_a_broken_message_is_followed_by_the_whole_one() -> None:
    only_broken = Rates(duplicates=0, late=0, out_of_order=0, broken=0.2, refunds=0)
    arrived = sent(1000, only_broken)
    for broken, whole in pairwise(arrived):
        if broken.disturbance == "broken":
            assert whole.disturbance is None
            assert (whole.key, whole.event_time) == (broken.key, broken.event_time)
