"""Quarantined records that are events by now are sent again, once; the speed layer is made again from bronze."""

import json
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer
from pyspark.sql import SparkSession

from hub.errors import LeaseHeld
from hub.settings import Settings, load_settings
from hub.tables import BRONZE_QUARANTINE, SPEED_PRODUCTS, SPEED_SALES, Table
from spark_jobs.batch import pause
from spark_jobs.batch.pause import stream_paused
from spark_jobs.replay import replay_quarantine, replay_speed
from spark_jobs.stream.lease import exclusive_lease
from spark_jobs.stream.stopping import stop_request_file
from tests.batch.histories import sale
from tests.batch.lakes import START, Lake, rewrite, rows_of
from tests.support.kafka import Broker


def message(event_id: str) -> bytes:
    fields: dict[str, Any] = {
        "event_id": event_id,
        "timestamp": START.isoformat(),
        "platform": "shopee",
        "event_type": "sale",
        "product_id": "p2",
        "product_name": "Fone",
        "order_id": "o1",
        "quantity": 1,
        "unit_price": "10.00",
        "total": "10.00",
        "currency": "BRL",
        "customer_id": "c1",
        "region": "SP",
        "payment_method": "pix",
    }
    return json.dumps(fields).encode()


@pytest.mark.kafka
def test_records_that_are_events_by_now_are_sent_once_with_their_origin(broker: Broker, tmp_path: Path) -> None:
    broker.create_topic("replayed")
    settings = load_settings(home=tmp_path, kafka_bootstrap_setting=broker.bootstrap, events_topic="replayed")
    lake = Lake(settings)
    lake.ingest(sale("old", platform="shopee"), broken=3)
    lake.flush()
    broken, fixed, arrived = sorted(rows_of(settings, BRONZE_QUARANTINE), key=lambda row: row["offset"])
    rewrite(settings, BRONZE_QUARANTINE, [broken, fixed | {"raw": message("new")}, arrived | {"raw": message("old")}])
    plan = {"to_send": 1, "arrived_since": 1, "still_rejected": {"not_json": 1}}
    everything = {"since": None, "until": None}
    assert replay_quarantine(settings, **everything, dry_run=True) == plan | {"sent": 0}
    assert replay_quarantine(settings, since=lake.ingested_at, until=lake.ingested_at, dry_run=False)["sent"] == 0
    assert replay_quarantine(settings, **everything, dry_run=False) == plan | {"sent": 1}
    (record,) = read(broker, "replayed")
    assert (record.key, record.value) == (b"shopee:p2", message("new"))
    origin = f"{fixed['topic_id']}/{fixed['partition']}/{fixed['offset']}".encode()
    assert dict(record.headers) == {"replayed-from": origin, "replayed-reason": b"not_json"}


def read(broker: Broker, topic: str) -> list[Any]:
    consumer = KafkaConsumer(
        topic, bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest", consumer_timeout_ms=3000
    )
    with consumer:
        return list(consumer)


@pytest.mark.spark
def test_the_speed_layer_is_made_again_from_bronze(lake: Lake, settings: Settings, spark: SparkSession) -> None:
    lake.ingest(sale("a"), sale("b", platform="shopee"))
    lake.ingest(sale("a"), sale("c"))
    lake.flush()
    before = {table: contents(settings, table) for table in (SPEED_SALES, SPEED_PRODUCTS)}
    for table in before:
        rewrite(settings, table, [])
    assert replay_speed(settings, dry_run=True) == {"after": 0, "upto": 2, "rebuilt": False}
    assert replay_speed(settings, dry_run=False) == {"after": 0, "upto": 2, "rebuilt": True}
    assert {table: contents(settings, table) for table in before} == before


def contents(settings: Settings, table: Table) -> list[str]:
    return sorted(repr(sorted(row.items(), key=str)) for row in rows_of(settings, table))


def test_a_stream_that_does_not_drain_is_left_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pause, "_SECONDS", 0)
    with (
        exclusive_lease(settings.root / "run", f"{settings.checkpoint_uri}/stream"),
        pytest.raises(LeaseHeld),
        stream_paused(settings),
    ):
        pytest.fail("the lease was taken from a running stream")
    assert not stop_request_file(settings.root).exists()


def test_a_stop_that_somebody_asked_for_stays_asked_for(settings: Settings) -> None:
    request = stop_request_file(settings.root)
    request.parent.mkdir(parents=True)
    request.touch()
    with stream_paused(settings):
        assert request.exists()
    assert request.exists()
