"""What the stream relies on changes under it: the topic is made anew, the clock is set back."""

import os
import signal
from datetime import UTC, datetime, timedelta

import pytest
from deltalake import DeltaTable
from kafka import TopicPartition

from hub.errors import EXIT_FAILED
from hub.tables import BRONZE_INGESTS
from tests.chaos.scene import Scene
from tests.oracle.lake import Lake
from tests.oracle.topic import end_offsets

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


def test_a_running_driver_does_not_mistake_a_new_topic_for_the_old_one_and_the_next_driver_reads_it(
    scene: Scene,
) -> None:
    scene.stream.start()
    scene.send(200)
    assert scene.verdict().differences == ()
    # Asleep, the driver sees neither that the topic is gone nor that its successor is short at first.
    os.killpg(scene.stream.pid, signal.SIGSTOP)
    scene.recreate_topic()
    scene.send(900)
    os.killpg(scene.stream.pid, signal.SIGCONT)
    assert scene.stream.ended() == EXIT_FAILED
    assert f"The topic {scene.events} is another one" in scene.stream.log_tail(lines=200)

    scene.stream.start()
    scene.send(100)
    assert scene.verdict().differences == ()


def test_a_clock_set_back_loses_no_row_and_is_told(scene: Scene) -> None:
    if not scene.stream.running:
        scene.stream.start()
    scene.send(100)
    before = scene.verdict()
    scene.stream.kill()
    ahead = datetime.now(UTC) + timedelta(hours=1)
    newest, _ = scene.stream.progress()
    # The lake's newest batch came, by the clock of that moment, an hour later than what the clock says now.
    ingests = DeltaTable(str(scene.stream.lake / BRONZE_INGESTS.name))
    ingests.update(updates={"ingested_at": f"TIMESTAMP '{ahead.isoformat()}'"}, predicate=f"ingest_seq = {newest}")

    scene.stream.start()
    scene.send_again(50)
    scene.send(100)
    verdict = scene.verdict()
    assert verdict.differences == ()
    assert verdict.records == before.records + 150
    later = [row for row in Lake(scene.stream.lake).ingests() if row["ingest_seq"] > newest]
    assert later
    assert all(row["clock_set_back"] and row["ingested_at"] > ahead for row in later)


def test_records_that_kafka_dropped_unread_end_the_stream_loudly(scene: Scene) -> None:
    scene.stream.kill()
    scene.send(100)
    ends = end_offsets(scene.broker.bootstrap, scene.events)
    admin = scene.broker.admin()
    admin.delete_records({TopicPartition(scene.events, partition): end for partition, end in ends.items()})
    admin.close()
    scene.stream.start()
    assert scene.stream.ended() == EXIT_FAILED
    assert "records are gone" in scene.stream.log_tail()
