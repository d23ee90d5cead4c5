"""The watchdog tells trouble from quiet. No broker and no Spark here."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.settings import Settings
from hub.tables import AUDITS, BRONZE_INGESTS, SPEED_SALES
from spark_jobs.watchdog import TopicState, look, remember
from tests.batch.histories import sale
from tests.batch.lakes import TOPIC_ID, Lake, rewrite, rows_of

PATIENCE = timedelta(minutes=10)


@pytest.fixture
def fed(lake: Lake) -> Lake:
    """One batch that reads both partitions up to offset 1."""
    lake.ingest(sale("a", product_id="p1"), sale("b", product_id="p2"))
    lake.flush()
    return lake


def topic(*, begin: int = 0, end: int = 1, topic_id: str = TOPIC_ID) -> TopicState:
    return TopicState(topic_id, {0: begin, 1: 0}, {0: end, 1: 1})


def failed(lake: Lake, state: TopicState, *, now: datetime | None = None) -> set[str]:
    checks = look(lake.settings, state, now=now or lake.ingested_at, patience=PATIENCE)
    return {each.name for each in checks if not each.passed}


def test_a_quiet_topic_is_no_trouble_however_long_ago_the_last_batch_was(fed: Lake) -> None:
    assert failed(fed, topic(), now=fed.ingested_at + timedelta(days=3)) == set()


def test_records_that_wait_for_longer_than_patience_are(fed: Lake) -> None:
    behind = topic(end=5)
    assert failed(fed, behind, now=fed.ingested_at + timedelta(minutes=9)) == set()
    assert failed(fed, behind, now=fed.ingested_at + timedelta(minutes=11)) == {"stream_keeps_up"}


def test_records_that_no_batch_has_ever_read_are_as_well(lake: Lake) -> None:
    assert failed(lake, topic(), now=datetime.now(UTC)) == set()
    assert failed(lake, topic(), now=datetime.now(UTC) + timedelta(minutes=11)) == {"stream_keeps_up"}


def test_retention_that_comes_near_or_passes_unread_records_is(lake: Lake) -> None:
    lake.ingest(sale("a", product_id="p2"), skip={0: 99})
    lake.flush()
    assert failed(lake, topic(begin=10, end=120)) == set()
    assert failed(lake, topic(begin=95, end=200)) == {"log_holds_what_is_unread"}
    assert failed(lake, topic(begin=101, end=200)) == {"log_holds_what_is_unread"}
    assert failed(lake, topic(begin=95, end=100)) == set()


def test_a_clock_that_was_set_back_is_for_a_day(fed: Lake) -> None:
    rows = rows_of(fed.settings, BRONZE_INGESTS)
    rewrite(fed.settings, BRONZE_INGESTS, [row | {"clock_set_back": True} for row in rows])
    assert failed(fed, topic()) == {"clock_runs_forward"}
    assert failed(fed, topic(), now=fed.ingested_at + timedelta(days=2)) == set()


def test_a_speed_layer_that_lacks_a_batch_is(fed: Lake) -> None:
    rewrite(fed.settings, SPEED_SALES, [])
    assert failed(fed, topic()) == {"speed_layer_is_complete"}


def test_only_a_change_of_verdict_is_written_down(fed: Lake, settings: Settings) -> None:
    well = look(settings, topic(), now=fed.ingested_at, patience=PATIENCE)
    ill = look(settings, topic(end=9), now=fed.ingested_at + timedelta(hours=1), patience=PATIENCE)
    for checks in (well, ill, ill, well, well):
        remember(settings, checks)
    rows = sorted(rows_of(settings, AUDITS), key=lambda row: row["finished_at"])
    assert [(row["kind"], row["verdict"]) for row in rows] == [("watchdog", "failed"), ("watchdog", "passed")]
