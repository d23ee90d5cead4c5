"""The command and its sending, against a real broker."""

import json
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Flag
from typing import Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.producer import ConfirmedProducer, Target
from generator.run import run
from hub.contract import Event
from hub.errors import BrokerError
from tests.generator.plans import CALM, back_fill, read
from tests.oracle.topic import end_offsets, read_topic
from tests.support.kafka import Broker, free_port
from tests.support.waiting import wait_until

PINNED = ("--seed=7", "--start=2026-11-24T12:00:00-03:00")


@pytest.fixture
def topic(broker: Broker) -> str:
    name = f"events-{uuid4().hex[:8]}"
    broker.create_topic(name, 4, {"message.timestamp.type": "LogAppendTime"})
    return name


@contextmanager
def started(broker: Broker, topic: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Start the command; if it still runs at the end, kill it."""
    command = [sys.executable, "-m", "generator", "--json", f"--bootstrap={broker.bootstrap}", f"--topic={topic}"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def sent(broker: Broker, topic: str, *options: str) -> dict[str, Any]:
    """Run the command to its end and return its summary."""
    with started(broker, topic, *options) as process:
        return finish(process)


def finish(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    summary: dict[str, Any] = json.loads(output)
    return summary


def valid(raw: bytes | None) -> Event | None:
    # Some of these messages are of this very moment, which a fixed one would call the future.
    event = read(raw, now=datetime.now(UTC))
    return event if isinstance(event, Event) else None


def stored(broker: Broker, topic: str) -> int:
    return sum(end_offsets(broker.bootstrap, topic).values())


@pytest.mark.kafka
def test_what_is_acknowledged_is_what_the_topic_holds(broker: Broker, topic: str) -> None:
    summary = sent(broker, topic, "--count=3000", *PINNED)
    assert (summary["acknowledged"], summary["not_acknowledged"], summary["seed"]) == (3000, 0, 7)
    assert stored(broker, topic) == 3000


@pytest.mark.kafka
def test_the_same_seed_and_start_send_the_same_messages(broker: Broker, topic: str) -> None:
    options = ("--count=500", "--broken=0.1", "--duplicates=0.1", *PINNED)
    sent(broker, topic, *options)
    once = [record.raw for record in read_topic(broker.bootstrap, topic)]
    sent(broker, topic, *options)
    twice = read_topic(broker.bootstrap, topic)
    for partition in range(4):
        values = [record.raw for record in twice if record.partition == partition]
        assert values[: len(values) // 2] == values[len(values) // 2 :]
    assert len(twice) == 2 * len(once) == 1000


@pytest.mark.kafka
def test_a_product_lies_in_one_partition_with_its_stock_in_order(broker: Broker, topic: str) -> None:
    run(back_fill(3000, rates=CALM), Target(broker.bootstrap, topic), halt=Flag())
    places, times = defaultdict(set), defaultdict(list)
    for record in read_topic(broker.bootstrap, topic):
        event = valid(record.raw)
        assert event is not None
        places[event.platform, event.product_id].add(record.partition)
        if event.event_type == "stock_update":
            times[event.platform, event.product_id].append(event.event_time)
    assert {len(partitions) for partitions in places.values()} == {1}
    assert all(moments == sorted(moments) for moments in times.values())


@pytest.mark.kafka
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_live_run_reports_what_it_sent(broker: Broker, topic: str, how: signal.Signals) -> None:
    with started(broker, topic, "--rate=200") as process:
        wait_until(lambda: stored(broker, topic) > 20, seconds=30, what="the first live messages")
        process.send_signal(how)
        summary = finish(process)
        assert summary["acknowledged"] == stored(broker, topic) == summary["sent"]


@pytest.mark.kafka
def test_a_live_run_can_follow_a_back_fill(broker: Broker, topic: str) -> None:
    with started(broker, topic, "--past=2h", "--count=300", "--rate=50", "--until-stopped") as process:
        wait_until(lambda: stored(broker, topic) > 310, seconds=30, what="live messages after the back-fill")
        process.terminate()
        assert finish(process)["acknowledged"] == stored(broker, topic)


@pytest.mark.kafka
def test_several_processes_share_a_back_fill(broker: Broker, topic: str) -> None:
    summary = sent(broker, topic, "--count=2001", "--processes=2", "--duplicates=0", "--broken=0", *PINNED)
    ids = {event.event_id for record in read_topic(broker.bootstrap, topic) if (event := valid(record.raw))}
    assert summary["acknowledged"] == stored(broker, topic) == len(ids) == 2001


@pytest.mark.kafka
def test_stopping_several_processes_stops_each_in_good_order(broker: Broker, topic: str) -> None:
    with started(broker, topic, "--count=50000000", "--processes=2") as process:
        wait_until(lambda: stored(broker, topic) > 1000, seconds=60, what="messages of the processes")
        process.terminate()
        assert finish(process)["acknowledged"] == stored(broker, topic)


@pytest.mark.kafka
def test_a_broker_that_crashes_and_comes_back_gets_every_message_once(tmp_path: Path) -> None:
    with Broker(tmp_path / "broker") as broker:
        broker.create_topic("events", 4)
        with started(broker, "events", "--rate=200", "--count=1500", "--duplicates=0", "--broken=0") as process:
            wait_until(lambda: stored(broker, "events") > 200, seconds=60, what="the first live messages")
            broker.kill()
            broker.start()
            summary = finish(process)
        ids = {event.event_id for record in read_topic(broker.bootstrap, "events") if (event := valid(record.raw))}
        assert summary["acknowledged"] == stored(broker, "events") == len(ids) == 1500


@pytest.mark.kafka
def test_messages_that_a_dying_broker_did_not_acknowledge_are_told_with_exit_1(tmp_path: Path) -> None:
    with Broker(tmp_path / "broker") as broker:
        broker.create_topic("events")
        with started(broker, "events", "--rate=100", "--patience=2s") as process:
            wait_until(lambda: stored(broker, "events") > 20, seconds=30, what="the first live messages")
            broker.kill()
            output, errors = process.communicate(timeout=120)
    assert process.returncode == 1, errors
    summary = json.loads(output)
    assert summary["acknowledged"] > 20
    assert summary["not_acknowledged"] == summary["sent"] - summary["acknowledged"] > 0
    assert f"Error: {summary['not_acknowledged']} messages were not acknowledged. First: KafkaTimeoutError" in errors


@pytest.mark.kafka
def test_a_topic_that_does_not_exist_is_not_created(broker: Broker) -> None:
    target = Target(broker.bootstrap, "nowhere", connect=timedelta(seconds=1))
    with pytest.raises(BrokerError, match="The topic nowhere does not exist"):
        ConfirmedProducer(target, halt=Flag())


def test_a_broker_that_does_not_answer_is_named() -> None:
    bootstrap = f"127.0.0.1:{free_port()}"
    # In a process of its own, because a client that never connected leaves its sockets to the collector.
    code = (
        "from datetime import timedelta; from threading import Event; from generator.producer import *;"
        f"ConfirmedProducer(Target({bootstrap!r}, 'events', connect=timedelta(seconds=0.5)), halt=Event())"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert f"BrokerError: No Kafka broker answered at {bootstrap} within 500ms" in ended.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--platform", "magalu"], "'magalu' is not a marketplace"),
        (["--count", "5", "--until-stopped"], "--until-stopped does not"),
        (["--past", "soon"], "'soon' is not a duration"),
        (["--start", "2026-11-24T12:00:00"], "has no offset"),
        (["--late", "1.5"], "--late"),
        (["--count", "0"], "--count"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_ends_with_2(options: list[str], said: str) -> None:
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
