"""A lake of its own for each test, and the reconciliation as its job makes it."""

from collections.abc import Callable, Set
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from hub.settings import Settings, load_settings
from spark_jobs.batch.run import Request
from spark_jobs.batch.topic_log import Explanation, Stretch
from spark_jobs.reconcile import reconcile
from tests.batch.lakes import Lake

Reconcile = Callable[..., dict[str, Any]]


class ControlRecords:
    """A log that explains every offset without a row as a control record."""

    def explain(self, stretch: Stretch) -> Explanation:
        return Explanation(control=stretch.end - stretch.start)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path, dedup_horizon=timedelta(hours=2))


@pytest.fixture
def lake(settings: Settings) -> Lake:
    return Lake(settings)


@pytest.fixture
def run(spark: SparkSession, settings: Settings) -> Reconcile:
    """Reconcile the test's lake; returns the outcome."""

    def make(
        until: datetime | None = None,
        rebuild_dates: Set[date] = frozenset(),
        *,
        full: bool = False,
        dry_run: bool = False,
        log: Any = None,
        on: Settings = settings,
    ) -> dict[str, Any]:
        request = Request(until, frozenset(rebuild_dates), full)
        return reconcile(spark, on, request, log or ControlRecords(), dry_run=dry_run, actor="someone", reason="a test")

    return make
