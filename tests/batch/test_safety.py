"""A reconciliation that fails, is refused or is killed changes nothing that is served, and the next one mends it."""

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake
from pyspark.sql import SparkSession

from hub.errors import LakeError, LeaseHeld
from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import BATCH_SALES, BRONZE_EVENTS, SILVER_EVENTS, SPEED_SALES
from spark_jobs.batch import builds, candidates
from spark_jobs.batch import run as steps
from spark_jobs.batch.audits import audit
from spark_jobs.batch.candidates import publish_refused
from spark_jobs.batch.ingests import ingests_between
from spark_jobs.batch.publications import newest_publication, publications
from spark_jobs.batch.repeats import SCHEMA as REPEATS
from spark_jobs.batch.rollback import roll_back
from spark_jobs.batch.silver import append_first_arrivals
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.writer import batch_writer
from spark_jobs.stream.stopping import stop_request_file
from tests.batch import oracle
from tests.batch.conftest import Reconcile
from tests.batch.histories import Marketplace, sale
from tests.batch.lakes import START, Lake, rewrite, rows_of, sums_in
from tests.batch.test_reconcile import PANE, assert_batch_is_the_recount

pytestmark = pytest.mark.spark


class Killed(BaseException):
    """What a test throws where a process would die."""


def dying(after: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that does what `after` does and then dies."""

    def die(*arguments: Any, **options: Any) -> None:
        after(*arguments, **options)
        raise Killed

    return die


STEPS = [
    (builds.Builder, "add_arrivals"),
    (builds.Builder, "rebuild_views"),
    (steps, "measure_drift"),
    (candidates.Candidate, "publish"),
]


def test_a_run_killed_after_any_step_leaves_what_is_served_and_the_next_one_is_right(
    lake: Lake, run: Reconcile, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = Marketplace(5)
    market.day(lake, START.date(), batches=2)
    lake.flush()
    run()
    for number, (where, name) in enumerate(STEPS):
        served = newest_publication(settings)
        assert served is not None
        market.day(lake, START.date(), batches=1 + number)
        lake.flush()
        with monkeypatch.context() as patch:
            patch.setattr(where, name, dying(getattr(where, name)))
            with pytest.raises(Killed):
                run()
        after = newest_publication(settings)
        assert after is not None
        seam = after.seam if name == "publish" else served.seam
        assert after.seam == seam
        assert sums_in(settings, BATCH_SALES, version=after.batch_version, keys=PANE) == oracle.panes(
            oracle.first_arrivals(lake.arrivals, seam)
        )
        if name != "rebuild_views":
            continue
        run()
        assert_batch_is_the_recount(lake, lake.seq)
    run()
    assert_batch_is_the_recount(lake, lake.seq)


def test_speed_rows_that_no_cause_explains_stop_the_publication_until_a_person_decides(
    lake: Lake, run: Reconcile, settings: Settings
) -> None:
    lake.ingest(sale("a", "10.00"), sale("b", "20.00", platform="shopee"))
    lake.flush()
    rows = rows_of(settings, SPEED_SALES)
    rewrite(settings, SPEED_SALES, [row | {"revenue": row["revenue"] + 1} for row in rows])
    outcome = run()
    assert (outcome["status"], list(outcome["failed"])) == ("refused", ["batch_equals_speed"])
    assert not publications(settings)
    detail = json.loads(audit(settings, outcome["audit_id"]).detail)
    drift = [(each["cause"], each["platform"], each["revenue"]) for each in json.loads(detail["drift"])["causes"]]
    assert drift == [("speed_drift", "amazon", "1.00"), ("speed_drift", "shopee", "1.00")]
    assert json.loads(detail["drift"])["causes"][0]["event_ids"] == ["a"]

    row = publish_refused(settings, outcome["audit_id"], actor="ana", reason="the stream was patched by hand")
    assert (row.verdict, row.actor, row.reason) == ("approved", "ana", "the stream was patched by hand")
    again = publish_refused(settings, outcome["audit_id"], actor="ana", reason="once more")
    assert again.publication_id == row.publication_id
    assert len(publications(settings)) == 1


def test_a_refused_run_cannot_be_published_once_another_one_was(lake: Lake, run: Reconcile, settings: Settings) -> None:
    lake.ingest(sale("a"))
    lake.flush()
    rows = rows_of(settings, SPEED_SALES)
    rewrite(settings, SPEED_SALES, [])
    refused = run()
    assert refused["status"] == "refused"
    rewrite(settings, SPEED_SALES, rows)
    assert run()["status"] == "published"
    with pytest.raises(LakeError, match="Another publication"):
        publish_refused(settings, refused["audit_id"], actor="ana", reason="too late")


def test_a_batch_view_that_disagrees_with_the_recount_is_not_published(
    lake: Lake, run: Reconcile, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.ingest(sale("a", "10.00"))
    lake.flush()
    build = builds.Builder.rebuild_views

    def build_wrongly(*arguments: Any, **options: Any) -> Any:
        dates = build(*arguments, **options)
        rows = rows_of(settings, BATCH_SALES)
        rewrite(settings, BATCH_SALES, [row | {"orders": row["orders"] + 1} for row in rows])
        return dates

    monkeypatch.setattr(builds.Builder, "rebuild_views", build_wrongly)
    outcome = run()
    assert list(outcome["failed"]) == ["batch_equals_recount", "products_equal_sales"]


def test_rolling_back_serves_the_earlier_version_and_the_next_run_goes_on_from_there(
    lake: Lake, run: Reconcile, settings: Settings
) -> None:
    for name in "ab":
        lake.ingest(sale(name))
        lake.flush()
        run()
    _, first = publications(settings)
    row = roll_back(settings, first.publication_id, actor="ana", reason="b looks wrong")
    assert (row.seam, row.batch_version, row.verdict) == (1, first.batch_version, "rolled_back")
    lake.ingest(sale("c"))
    lake.flush()
    assert run()["seam"] == 3
    assert_batch_is_the_recount(lake, 3)


def test_rolling_back_past_pruned_speed_rows_makes_them_again_from_bronze(
    lake: Lake, run: Reconcile, settings: Settings, spark: SparkSession
) -> None:
    for name in "abc":
        lake.ingest(sale(name))
        lake.flush()
        run()
    lake.ingest(sale("d"))
    lake.flush()
    half_written = rows_of(settings, SPEED_SALES)[0] | {"ingest_seq": 9}
    speed = open_table(settings, SPEED_SALES)
    speed.delete("ingest_seq <= 2")
    write_deltalake(speed, pa.Table.from_pylist([half_written], schema=arrow_schema(SPEED_SALES)), mode="append")
    first = publications(settings)[-1]
    assert roll_back(settings, first.publication_id, actor="ana", reason="b looks wrong").seam == 1
    rows = rows_of(settings, SPEED_SALES)
    assert sorted(row["ingest_seq"] for row in rows) == [2, 3, 4, 9]
    assert not stop_request_file(settings.root).exists()


def test_a_publication_whose_files_are_gone_cannot_be_rolled_back_to(
    lake: Lake, run: Reconcile, settings: Settings
) -> None:
    for name in "ab":
        lake.ingest(sale(name))
        lake.flush()
        run()
    _, first = publications(settings)
    open_table(settings, BATCH_SALES).vacuum(0, dry_run=False, enforce_retention_duration=False)
    with pytest.raises(LakeError, match=f"batch/sales can no longer be read at version {first.batch_version}"):
        roll_back(settings, first.publication_id, actor="ana", reason="b looks wrong")


def test_two_batch_jobs_at_once_are_impossible(settings: Settings) -> None:
    with (
        batch_writer(settings),
        pytest.raises(LeaseHeld, match="one writer"),
        batch_writer(settings),
    ):
        pytest.fail("the second job was let in")


def test_a_row_of_bronze_that_is_there_twice_never_comes_to_silver(
    spark: SparkSession, lake: Lake, settings: Settings
) -> None:
    seq = lake.ingest(sale("a"), sale("b"))
    lake.flush()
    rows = rows_of(settings, BRONZE_EVENTS)
    rewrite(settings, BRONZE_EVENTS, [*rows, rows[0]])
    stretch = Stretch(0, seq, ingests_between(settings, 0, seq))

    with pytest.raises(LakeError, match=r"Of 3 first arrivals up to batch 1, 5 have contributions\."):
        append_first_arrivals(spark, settings, stretch, REPEATS.empty_table())
    assert rows_of(settings, SILVER_EVENTS) == []
