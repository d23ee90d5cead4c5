from generator.disturbances import Disturbance, Message
from generator.tally import Tally
from tests.generator.plans import NOON


def counted(*disturbances: Disturbance | None) -> Tally:
    tally = Tally()
    for disturbance in disturbances:
        tally.count(Message(b"amazon:B01", b"{}", NOON, NOON, "sale", disturbance))
    return tally


def test_a_broken_message_counts_as_sent_but_as_no_sale() -> None:
    tally = counted(None, "late", "broken")
    assert tally.sent == 3
    assert tally.by_type == {"sale": 2}
    assert tally.by_disturbance == {"late": 1, "broken": 1}


def test_workers_add_up_and_ran_side_by_side() -> None:
    total, part = counted(None), counted("repeated", "repeated")
    total.seconds, total.acknowledged = 4.0, 1
    part.seconds, part.acknowledged, part.first_failure = 2.0, 1, "KafkaTimeoutError: gone"
    total.add(part)
    assert (total.sent, total.acknowledged, total.lost, total.seconds, total.rate) == (3, 2, 1, 4.0, 0.5)
    assert total.first_failure == "KafkaTimeoutError: gone"


def test_the_summary_for_programs_names_every_count() -> None:
    tally = counted(None, "repeated", "broken")
    tally.acknowledged, tally.seconds = 3, 1.5
    assert tally.as_json() == {
        "sent": 3,
        "acknowledged": 3,
        "not_acknowledged": 0,
        "by_type": {"sale": 2},
        "repeated": 1,
        "late": 0,
        "out_of_order": 0,
        "broken": 1,
        "seconds": 1.5,
        "events_per_second": 2.0,
    }


def test_the_summary_for_people_is_one_line() -> None:
    tally = counted(None, "out_of_order")
    tally.acknowledged, tally.seconds = 2, 0.5
    assert tally.as_text() == "2 of 2 acknowledged in 0.5 s (4 a second): sale 2. Of these: out of order 1."
