"""The reconciliation against a recount that shares no code with it."""

import json
from datetime import date, timedelta

import pytest

from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS
from spark_jobs.batch import builds
from spark_jobs.batch.publications import newest_publication, publications
from tests.batch import oracle
from tests.batch.conftest import Reconcile
from tests.batch.histories import Marketplace, refund, sale
from tests.batch.lakes import START, Lake, rows_of, sums_in

pytestmark = pytest.mark.spark

PANE = ("pane_start", "platform", "currency")
HOUR = ("hour_start", "platform", "product_id", "product_name", "currency")


def assert_batch_is_the_recount(lake: Lake, seam: int) -> None:
    first = oracle.first_arrivals(lake.arrivals, seam)
    assert sums_in(lake.settings, BATCH_SALES, keys=PANE) == oracle.panes(first)
    assert sums_in(lake.settings, BATCH_PRODUCTS, keys=HOUR) == oracle.hours(first)
    places = {(row["ingest_seq"], row["partition"], row["offset"]) for row in rows_of(lake.settings, SILVER_EVENTS)}
    assert places == {each.place for each in first}


@pytest.mark.parametrize(("seed", "arrivals_at_once"), [(1, 2_000_000), (2, 20)])
def test_nightly_runs_end_in_the_recount_of_all_that_arrived(
    seed: int, arrivals_at_once: int, lake: Lake, run: Reconcile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builds, "_ARRIVALS_AT_ONCE", arrivals_at_once)
    market = Marketplace(seed)
    for number in range(3):
        market.day(lake, START.date() + timedelta(days=number))
        lake.flush()
        outcome = run()
        assert outcome["status"] == "published", outcome
        assert outcome["seam"] == lake.seq
        assert_batch_is_the_recount(lake, lake.seq)


def test_drift_is_what_the_stream_let_through(lake: Lake, run: Reconcile, settings: Settings) -> None:
    late = START + timedelta(hours=5)
    lake.ingest(sale("a", "10.00"), sale("b", "20.00"), sale("c", "30.00"))
    lake.ingest(sale("a", "10.00"))
    lake.ingest(sale("b", "20.00"), sale("c", "31.00"), at=late)
    lake.flush()
    assert run()["status"] == "published"
    published = newest_publication(settings)
    assert published is not None
    drift = json.loads(published.drift)
    assert [(each["cause"], each["revenue"], each["event_ids"]) for each in drift["causes"]] == [
        ("beyond_horizon", "20.00", ["b"]),
        ("conflict", "31.00", ["c"]),
    ]
    assert not drift["matches"]
    arrivals = next(each for each in json.loads(published.checks) if each["name"] == "first_arrivals")["found"]
    assert arrivals["repeats"] == 3
    (conflict,) = arrivals["conflicts"]["listed"]
    assert (conflict["event_id"], conflict["first"]["total"], conflict["repeat"]["total"]) == ("c", "30.00", "31.00")


def test_corrections_that_do_not_fit_their_sales_count_and_are_listed(
    lake: Lake, run: Reconcile, settings: Settings
) -> None:
    lake.ingest(sale("a", "10.00"), sale("b", "20.00"), sale("c", "30.00"), refund("r0", "6.00", of="a"))
    lake.flush()
    run()
    lake.ingest(
        refund("r1", "5.00", of="a"),
        refund("r2", "5.00", of="nobody"),
        refund("r3", "1.00", of="c"),
        refund("x1", "10.00", of="b", event_type="cancellation"),
        refund("x2", "10.00", of="b", event_type="cancellation"),
    )
    lake.flush()
    run()
    assert_batch_is_the_recount(lake, 2)
    published = newest_publication(settings)
    assert published is not None
    found = next(
        each["found"] for each in json.loads(published.checks) if each["name"] == "corrections_fit_their_sales"
    )
    listed = {
        kind: [(each["refers_to"], each["total"], each["amount"], each["event_ids"]) for each in told["listed"]]
        for kind, told in found.items()
    }
    assert listed == {
        "unknown_sale": [("nobody", None, "5.00", ["r2"])],
        "over_refund": [("a", "10.00", "11.00", ["r0", "r1"])],
        "second_cancellation": [("b", "20.00", "20.00", ["x1", "x2"])],
    }


def test_a_run_without_new_arrivals_publishes_nothing(lake: Lake, run: Reconcile, settings: Settings) -> None:
    lake.ingest(sale("a"))
    lake.flush()
    run()
    assert run()["status"] == "nothing_new"
    assert len(publications(settings)) == 1


def test_an_empty_lake_has_nothing_to_reconcile(lake: Lake, run: Reconcile) -> None:
    assert run()["status"] == "nothing_new"


def test_until_takes_in_what_was_ingested_before_that_moment(lake: Lake, run: Reconcile) -> None:
    for name in "abc":
        lake.ingest(sale(name))
    lake.flush()
    outcome = run(until=lake.ingested_at)
    assert outcome["seam"] == 2
    assert_batch_is_the_recount(lake, 2)


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(lake: Lake, run: Reconcile, settings: Settings) -> None:
    lake.ingest(sale("a"), broken=1)
    lake.flush()
    outcome = run(dry_run=True)
    assert outcome["status"] == "planned"
    assert outcome["plan"]["arrivals"] == 1
    assert outcome["plan"]["event_dates"] == [START.date()]
    assert not publications(settings)
    assert not rows_of(settings, SILVER_EVENTS)


def test_a_full_rebuild_and_rebuilt_dates_end_in_what_nightly_runs_made(lake: Lake, run: Reconcile) -> None:
    market = Marketplace(3)
    days = [START.date() + timedelta(days=number) for number in range(3)]
    for day in days:
        market.day(lake, day)
        lake.flush()
        run()
    nightly = _contents(lake.settings)
    assert run(full=True)["status"] == "published"
    assert _contents(lake.settings) == nightly
    assert run(rebuild_dates=set(days[:2]))["status"] == "published"
    assert _contents(lake.settings) == nightly


def test_a_repeat_with_another_event_date_counts_once_there_too(lake: Lake, run: Reconcile) -> None:
    lake.ingest(sale("a", at=START))
    lake.flush()
    run()
    lake.ingest(sale("a", at=START - timedelta(days=9)))
    lake.flush()
    run()
    assert_batch_is_the_recount(lake, 2)
    run(rebuild_dates={START.date() - timedelta(days=9), date(2026, 2, 1)})
    assert_batch_is_the_recount(lake, 2)


def _contents(settings: Settings) -> dict[str, list[str]]:
    return {
        table.name: sorted(repr(sorted(row.items(), key=str)) for row in rows_of(settings, table))
        for table in (SILVER_EVENTS, BATCH_SALES, BATCH_PRODUCTS)
    }
