"""The batch tables at full scale: whatever way a lake came to a seam, silver and the batch view hold the same rows."""

import hashlib
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from hub.settings import Settings, load_settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS
from spark_jobs.batch.run import Request
from spark_jobs.reconcile import reconcile
from tests.batch import oracle
from tests.batch.conftest import ControlRecords
from tests.batch.histories import Marketplace
from tests.batch.lakes import START, Lake, rows_of, sums_in
from tests.prove.evidence import table, write_evidence

pytestmark = pytest.mark.prove

DAYS = 30
EVENTS_A_BATCH = 500


def test_nightly_runs_one_run_repeated_runs_and_a_rebuild_end_in_the_same_rows(
    spark: SparkSession, tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(1_000_000)

    def run(settings: Settings, *, full: bool = False) -> None:
        request = Request(full=full)
        outcome = reconcile(spark, settings, request, ControlRecords(), actor="a proof", reason="a proof")
        assert outcome["status"] == "published", outcome

    def brought_in(name: str, after_each_day: Callable[[Settings], Any]) -> Lake:
        lake = Lake(load_settings(home=tmp_path / name, dedup_horizon=timedelta(hours=2)))
        market = Marketplace(seed, events_a_batch=EVENTS_A_BATCH)
        for number in range(DAYS):
            market.day(lake, START.date() + timedelta(days=number))
            lake.flush()
            after_each_day(lake.settings)
        return lake

    rows: list[tuple[str, str, str]] = []

    def seen(what: str, settings: Settings, since: float) -> None:
        rows.append((what, f"{time.monotonic() - since:.0f} s", f"`{_digest(settings)}`"))

    began = time.monotonic()
    nightly = brought_in("nightly", run)
    seen(f"{DAYS} nightly runs", nightly.settings, began)
    first = oracle.first_arrivals(nightly.arrivals, nightly.seq)
    panes = sums_in(nightly.settings, BATCH_SALES, keys=("pane_start", "platform", "currency"))
    began = time.monotonic()
    run(nightly.settings, full=True)
    seen("then everything built again from bronze", nightly.settings, began)
    for what in ("one run over all of it", "the same once more, in another lake"):
        began = time.monotonic()
        lake = brought_in(what, lambda _: None)
        run(lake.settings)
        seen(what, lake.settings, began)
    write_evidence(
        "batch-tables",
        "One history, four ways to the batch view",
        f"{DAYS} days of a random marketplace (seed {seed}): {len(nightly.arrivals):,} arrivals in {nightly.seq} "
        f"batches, of which {len(nightly.arrivals) - len(first):,} are repeats at any distance, some conflicts. "
        "The digest is over every row of `silver/events`, `batch/sales` and `batch/products`, sorted.",
        table(("way", "took", "digest"), rows),
        f"The recount in plain Python has {len(first):,} first arrivals and {len(panes):,} panes: "
        f"{'the same' if panes == oracle.panes(first) else '**not the same**'} as `batch/sales`.",
    )
    assert panes == oracle.panes(first)
    assert len({digest for _, _, digest in rows}) == 1


def _digest(settings: Settings) -> str:
    found = hashlib.sha256()
    for each in (SILVER_EVENTS, BATCH_SALES, BATCH_PRODUCTS):
        for row in sorted(repr(sorted(row.items())) for row in rows_of(settings, each)):
            found.update(row.encode())
    return found.hexdigest()[:16]
