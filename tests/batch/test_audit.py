"""The audit finds what was changed in the past, and names it."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pyspark.sql import SparkSession

from hub.contract import Event, parse
from hub.lake import open_table
from hub.pins import pin
from hub.settings import Settings
from hub.tables import BATCH_SALES, BRONZE_EVENTS, BRONZE_INGESTS, SILVER_EVENTS
from spark_jobs.audit import audit_lake, chosen
from spark_jobs.batch.publications import publications
from tests.batch.conftest import Reconcile
from tests.batch.lakes import START, Lake, rewrite, rows_of

pytestmark = pytest.mark.spark

Audited = Callable[..., dict[str, list[dict[str, Any]]]]


@pytest.fixture
def audited(spark: SparkSession, settings: Settings) -> Audited:
    """Audit the lake; returns what each failed check lists."""

    def make(*, sample: int = 9, full: bool = False) -> dict[str, list[dict[str, Any]]]:
        row = audit_lake(spark, settings, sample=sample, full=full)
        checks = json.loads(json.loads(row.detail)["checks"])
        failed = {each["name"]: each["found"].get("listed", each["found"]) for each in checks if not each["passed"]}
        assert (row.verdict == "passed") == (not failed)
        return failed

    return make


def message(event_id: str, total: str, **more: str) -> dict[str, Any]:
    """Return a sale as the contract reads it from its own raw bytes, so that the audit can read them again."""
    fields = {
        "event_id": event_id,
        "timestamp": START.isoformat(),
        "platform": "amazon",
        "event_type": "sale",
        "product_id": "p2",
        "product_name": "Fone",
        "order_id": "o1",
        "quantity": 1,
        "unit_price": total,
        "total": total,
        "currency": "BRL",
        "customer_id": "c1",
        "region": "SP",
        "payment_method": "pix",
    }
    raw = json.dumps(fields | more).encode()
    event = parse(raw, now=START, zone=None, max_bytes=10_000)  # type: ignore[arg-type]
    assert isinstance(event, Event), event
    return event._asdict() | {"raw": raw}


@pytest.fixture
def published(lake: Lake, run: Reconcile) -> Lake:
    """Two publications: batch 1 with a and b, batch 2 with c."""
    lake.ingest(message("a", "10.00"), message("b", "20.00"), broken=1)
    lake.flush()
    run()
    lake.ingest(message("c", "30.00"))
    lake.flush()
    run()
    return lake


def test_an_untouched_lake_passes(published: Lake, audited: Audited) -> None:
    assert audited(full=True) == {}


def test_a_row_deleted_from_bronze_is_named_by_partition_and_range(published: Lake, audited: Audited) -> None:
    rows = rows_of(published.settings, BRONZE_EVENTS)
    rewrite(published.settings, BRONZE_EVENTS, [row for row in rows if row["event_id"] != "b"])
    failed = audited(full=True)
    (range_,) = failed["content_is_what_came_in"]
    assert (range_["ingest_seq"], range_["partition"], range_["start"], range_["end"]) == (1, 0, 0, 3)
    assert (range_["records"], range_["rows"]) == (3, 2)
    assert {"publication_equals_bronze", "silver_is_a_rebuild"} < failed.keys()


def test_an_amount_altered_in_bronze_is_named_by_its_record(published: Lake, audited: Audited) -> None:
    rows = rows_of(published.settings, BRONZE_EVENTS)
    for row in rows:
        if row["event_id"] == "c":
            row["total"] = Decimal("29.99")
    rewrite(published.settings, BRONZE_EVENTS, rows)
    failed = audited()
    assert failed["fields_are_what_raw_says"] == [{"ingest_seq": 2, "partition": 0, "offset": 3}]
    (off,) = failed["publication_equals_bronze"]
    assert off["gross"] == "-0.01"


def test_bytes_altered_in_bronze_are_named_by_partition_and_range(published: Lake, audited: Audited) -> None:
    rows = rows_of(published.settings, BRONZE_EVENTS)
    for row in rows:
        if row["event_id"] == "c":
            row["raw"] = row["raw"].replace(b"SP", b"RJ")
    rewrite(published.settings, BRONZE_EVENTS, rows)
    (range_,) = audited()["content_is_what_came_in"]
    assert (range_["ingest_seq"], range_["partition"]) == (2, 0)


def test_a_ledger_made_to_fit_breaks_the_chain(published: Lake, audited: Audited) -> None:
    rows = rows_of(published.settings, BRONZE_INGESTS)
    rewrite(published.settings, BRONZE_INGESTS, [row | {"content_hash": "0" * 64} for row in rows])
    assert [each["ingest_seq"] for each in audited()["hash_chain_holds"]] == [1, 2]


def test_a_publication_that_can_no_longer_be_read_is_named(published: Lake, audited: Audited) -> None:
    open_table(published.settings, BATCH_SALES).vacuum(0, dry_run=False, enforce_retention_duration=False)
    assert set(audited()) == {"publication_can_be_read"}
    assert audited(sample=0) == {}


def test_a_repeat_older_than_the_look_back_is_found_by_the_full_audit(
    lake: Lake, run: Reconcile, audited: Audited
) -> None:
    lake.ingest(message("a", "10.00"))
    lake.flush()
    run()
    moved = (START - timedelta(days=3)).isoformat()
    lake.ingest(message("a", "10.00", timestamp=moved), at=START + timedelta(days=50))
    lake.flush()
    run()
    assert len(rows_of(lake.settings, SILVER_EVENTS)) == 2
    found = audited(full=True)["silver_is_a_rebuild"]
    assert found["surplus"] == [{"ingest_seq": 2, "partition": 0, "offset": 1}]  # type: ignore[call-overload]
    run(full=True)
    assert audited(sample=0, full=True) == {}


def test_every_pin_is_audited_and_the_served_publication_besides_a_sample(published: Lake) -> None:
    served, first = publications(published.settings)
    assert chosen([served, first], set(), 0) == [served]
    assert chosen([served, first], set(), 5) == [served, first]
    pinned = pin(published.settings, publication_id=first.publication_id, actor="ana", reason="board report")
    assert chosen([served, first], {pinned.publication_id}, 0) == [served, first]
