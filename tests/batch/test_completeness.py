"""What is missing is found and named; what was never a record is explained."""

from typing import Any

import pytest
from kafka import KafkaProducer, TopicPartition

from hub.settings import Settings, load_settings
from hub.tables import BRONZE_EVENTS, BRONZE_INGESTS
from spark_jobs.batch.checks import Check
from spark_jobs.batch.completeness import prove_completeness
from spark_jobs.batch.ingests import ingests_between
from spark_jobs.batch.topic_log import Explanation, Stretch, TopicLog
from spark_jobs.stream.broker import Topic
from tests.batch.conftest import ControlRecords
from tests.batch.histories import sale
from tests.batch.lakes import TOPIC_ID, Lake, rewrite, rows_of
from tests.support.kafka import Broker


class CommittedRecords:
    """A log that holds a committed record at every offset."""

    def explain(self, stretch: Stretch) -> Explanation:
        return Explanation(committed=tuple(range(stretch.start, stretch.end)))


def proof(settings: Settings, log: Any = None) -> dict[str, Check]:
    ingests = ingests_between(settings, 0, 99)
    return {each.name: each for each in prove_completeness(settings, None, ingests, log or ControlRecords())}


def failed(settings: Settings, log: Any = None) -> dict[str, list[dict[str, Any]]]:
    return {name: check.found["listed"] for name, check in proof(settings, log).items() if not check.passed}


@pytest.fixture
def whole(lake: Lake) -> Lake:
    """Three batches: two sales (partition 0 and 1) and a broken record, a transaction's marker, a sale."""
    lake.ingest(sale("a", product_id="p2"), sale("b", product_id="p1"), broken=1)
    lake.ingest(sale("c", product_id="p2"), skip={0: 2})
    lake.ingest(sale("d", product_id="p2"))
    lake.flush()
    return lake


def test_a_lake_that_lacks_nothing_passes_every_check(whole: Lake) -> None:
    checks = proof(whole.settings)
    assert [each.passed for each in checks.values()] == [True] * 4
    assert checks["offsets_are_explained"].found["control"] == 2


def test_a_record_removed_from_bronze_is_named_by_partition_and_offset(whole: Lake) -> None:
    rows = rows_of(whole.settings, BRONZE_EVENTS)
    rewrite(whole.settings, BRONZE_EVENTS, [row for row in rows if row["event_id"] != "d"])
    wrong = failed(whole.settings, CommittedRecordsAt5())
    assert set(wrong) == {"records_are_counted", "offsets_are_explained"}
    (counted,) = wrong["records_are_counted"]
    assert (counted["ingest_seq"], counted["partition"], counted["records"], counted["rows"]) == (3, 0, 1, 0)
    assert counted["without_a_row"] == [(5, 6)]
    (lost,) = wrong["offsets_are_explained"]
    assert (lost["partition"], lost["start"], lost["end"]) == (0, 5, 6)
    assert lost["why"] == "the log holds committed records there"


class CommittedRecordsAt5:
    """A log whose last record is committed; what lies before are control records."""

    def explain(self, stretch: Stretch) -> Explanation:
        return CommittedRecords().explain(stretch) if stretch.start == 5 else ControlRecords().explain(stretch)


def test_a_record_that_is_in_bronze_twice_is_named(whole: Lake) -> None:
    rows = rows_of(whole.settings, BRONZE_EVENTS)
    rewrite(whole.settings, BRONZE_EVENTS, [*rows, rows[0]])
    (wrong,) = failed(whole.settings)["records_are_counted"]
    assert wrong["rows"] == wrong["records"] + 1


def test_a_record_of_a_batch_that_the_ledger_does_not_know_is_named(whole: Lake) -> None:
    rows = rows_of(whole.settings, BRONZE_EVENTS)
    stray = rows[0] | {"partition": 9}
    rewrite(whole.settings, BRONZE_EVENTS, [*rows, stray])
    assert failed(whole.settings)["records_are_counted"] == [
        {"ingest_seq": stray["ingest_seq"], "partition": 9, "records": 0, "rows": 1}
    ]


def test_a_lost_range_is_named_by_partition_and_offsets(whole: Lake) -> None:
    rows = rows_of(whole.settings, BRONZE_INGESTS)
    rewrite(whole.settings, BRONZE_INGESTS, [row for row in rows if row["ingest_seq"] != 2])
    wrong = failed(whole.settings)
    assert wrong["ranges_are_adjacent"] == [
        {"ingest_seq": 3, "topic_id": TOPIC_ID, "partition": 0, "start": 2, "end": 5, "kind": "lost"}
    ]
    assert [each["ingest_seq"] for each in wrong["hash_chain_holds"]] == [3]


def test_a_changed_ledger_row_breaks_the_chain(whole: Lake) -> None:
    rows = rows_of(whole.settings, BRONZE_INGESTS)
    for row in rows:
        if row["ingest_seq"] == 2:
            row["ranges"][0]["records"] += 1
    rewrite(whole.settings, BRONZE_INGESTS, rows)
    assert [each["ingest_seq"] for each in failed(whole.settings)["hash_chain_holds"]] == [2]


@pytest.mark.kafka
def test_the_log_explains_aborted_and_control_records_and_shows_committed_ones(broker: Broker) -> None:
    broker.create_topic("transactions")
    settings = load_settings(kafka_bootstrap_setting=broker.bootstrap, events_topic="transactions")
    topic_id = Topic(settings).identify()
    with KafkaProducer(bootstrap_servers=broker.bootstrap, transactional_id="marketplace") as producer:
        producer.init_transactions()
        for aborted in (False, True, False):
            producer.begin_transaction()
            for _ in range(3):
                producer.send("transactions", b"{}", partition=0)
            producer.flush()
            if aborted:
                producer.abort_transaction()
            else:
                producer.commit_transaction()
    log = TopicLog(settings)
    try:
        # Three committed (0-2), a marker (3), three aborted (4-6), a marker (7), three committed (8-10), a marker (11).
        assert log.explain(Stretch(topic_id, 0, 3, 8)) == Explanation(control=2, aborted=3)
        assert log.explain(Stretch(topic_id, 0, 2, 9)) == Explanation(control=2, aborted=3, committed=(2, 8))
        assert log.explain(Stretch(topic_id, 0, 11, 12)) == Explanation(control=1)
        assert log.explain(Stretch("another", 0, 3, 8)).unanswered == "its topic was deleted"
    finally:
        log.close()


@pytest.mark.kafka
def test_offsets_that_the_broker_has_let_go_are_lost_unless_they_were_read(broker: Broker) -> None:
    broker.create_topic("let-go")
    settings = load_settings(kafka_bootstrap_setting=broker.bootstrap, events_topic="let-go")
    topic_id = Topic(settings).identify()
    with KafkaProducer(bootstrap_servers=broker.bootstrap) as producer:
        for _ in range(10):
            producer.send("let-go", b"{}", partition=0)
    admin = broker.admin()
    try:
        admin.delete_records({TopicPartition("let-go", 0): 6})
    finally:
        admin.close()
    log = TopicLog(settings)
    try:
        assert log.explain(Stretch(topic_id, 0, 4, 8)) == Explanation(unanswered="the topic's retention has passed it")
        assert log.explain(Stretch(topic_id, 0, 6, 8)) == Explanation(committed=(6, 7))
    finally:
        log.close()
