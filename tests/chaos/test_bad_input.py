"""What no contract foresees: the stream keeps each record byte for byte, says why, and goes on."""

from collections.abc import Iterator

import pytest
from kafka import KafkaProducer

from tests.chaos.bad_messages import BAD_MESSAGES, encoded, sale, sale_of_size
from tests.chaos.scene import Scene
from tests.oracle.lake import Lake
from tests.oracle.reading import MAX_BYTES

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


@pytest.fixture(scope="module", autouse=True)
def _running(scene: Scene) -> Iterator[None]:
    scene.stream.start()
    yield
    assert scene.stream.drain() == 0


def test_each_bad_message_is_kept_byte_for_byte_with_its_reason_among_events_that_count(scene: Scene) -> None:
    expected = {}
    with KafkaProducer(bootstrap_servers=scene.broker.bootstrap, acks="all", max_request_size=2_000_000) as producer:
        for number, bad in enumerate(BAD_MESSAGES):
            delivery = producer.send(scene.events, bad.raw, key=bad.what.encode())
            producer.send(scene.events, encoded(sale(f"good-{number}")), key=bad.what.encode())
            place = delivery.get(timeout=30)
            expected[place.partition, place.offset] = (bad.what, bad.raw, bad.reason)
    verdict = scene.verdict()
    kept = {place[1:]: (raw, reason) for place, raw, reason in Lake(scene.stream.lake).quarantine()}
    found = {place: (what, *kept.get(place, ())) for place, (what, _, _) in expected.items()}
    assert found == expected
    assert verdict.differences == ()
    assert verdict.counted.total().orders == len(BAD_MESSAGES)


def test_an_event_at_the_size_limit_counts(scene: Scene) -> None:
    before = scene.verdict().counted.total().orders
    with KafkaProducer(bootstrap_servers=scene.broker.bootstrap, acks="all", max_request_size=2_000_000) as producer:
        producer.send(scene.events, sale_of_size("at the limit", MAX_BYTES)).get(timeout=30)
    verdict = scene.verdict()
    assert verdict.differences == ()
    assert verdict.counted.total().orders == before + 1


def test_of_a_transaction_that_is_aborted_nothing_arrives_and_around_it_nothing_is_lost(scene: Scene) -> None:
    before = scene.verdict()
    with KafkaProducer(bootstrap_servers=scene.broker.bootstrap, acks="all", transactional_id="erp") as producer:
        producer.init_transactions()
        for kept, name in ((True, "first"), (False, "aborted"), (True, "second")):
            producer.begin_transaction()
            for number in range(40):
                producer.send(scene.events, encoded(sale(f"{name}-{number}")), partition=number % 4)
            if kept:
                producer.commit_transaction()
            else:
                producer.flush()
                producer.abort_transaction()
    verdict = scene.verdict()
    assert verdict.differences == ()
    assert verdict.counted.total().orders == before.counted.total().orders + 80


def test_a_batch_of_nothing_but_an_aborted_transaction_does_no_harm(scene: Scene) -> None:
    before = scene.verdict()
    with KafkaProducer(bootstrap_servers=scene.broker.bootstrap, acks="all", transactional_id="crm") as producer:
        producer.init_transactions()
        producer.begin_transaction()
        producer.send(scene.events, encoded(sale("never")), partition=0)
        producer.flush()
        producer.abort_transaction()
    verdict = scene.verdict()
    assert verdict.differences == ()
    assert verdict.records == before.records
