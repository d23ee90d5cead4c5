"""One reconciliation: seam, proof, silver, batch view, audit, publication. Safe to kill and to repeat at any step.

A run begins by bringing the tables back to what is published, so that whatever an unfinished one has left is gone; it
ends by appending one row to `publications`. Nothing in between is visible to a reader.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from pyspark.sql import SparkSession

from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SILVER_EVENTS, Table
from spark_jobs.batch.anomalies import find_anomalies
from spark_jobs.batch.bronze_totals import totals_from_bronze
from spark_jobs.batch.builds import Builder
from spark_jobs.batch.candidates import Candidate
from spark_jobs.batch.checks import Check
from spark_jobs.batch.completeness import Explains, prove_completeness
from spark_jobs.batch.conflicts import list_conflicts
from spark_jobs.batch.drift import Drift, measure_drift
from spark_jobs.batch.ingests import ingests_between, newest_ingest_at
from spark_jobs.batch.publications import newest_publication
from spark_jobs.batch.recount import added_by_arrivals, agree, changed_in_view, day_totals
from spark_jobs.batch.repeats import event_dates
from spark_jobs.batch.seam import choose_seam
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.tables import BATCH_TABLES, return_to, version

_VIEWS = (BATCH_SALES, BATCH_PRODUCTS)


@dataclass(frozen=True)
class Request:
    """What a run is asked to do: up to which moment (None: now), and what to build again from bronze besides."""

    until: datetime | None = None
    rebuild_dates: frozenset[date] = frozenset()
    full: bool = False

    @property
    def rebuilds(self) -> bool:
        """Whether something is built again although nothing new may have arrived for it."""
        return self.full or bool(self.rebuild_dates)


class Reconciliation:
    """One run, made in the order of its methods: `plan`, `prove`, and `build`, which ends in a candidate."""

    def __init__(self, spark: SparkSession, settings: Settings, request: Request, log: Explains) -> None:
        self._spark = spark
        self._settings = settings
        self._request = request
        self._log = log
        self.published = newest_publication(settings)
        after = self.published.seam if self.published else 0
        upto = choose_seam(settings, published=after, until=request.until)
        self.stretch = Stretch(after, upto, ingests_between(settings, after, upto))

    @property
    def has_work(self) -> bool:
        """Whether anything arrived since the last publication, or a rebuild is asked for."""
        return bool(self.stretch.ingests) or self._request.rebuilds

    def plan(self) -> dict[str, Any]:
        """Say what the run would do, without doing it."""
        valid = sum(each.valid for each in self.stretch.ingests)
        return {
            "published_seam": self.stretch.after,
            "seam": self.stretch.upto,
            "batches": len(self.stretch.ingests),
            "arrivals": valid,
            "quarantined": sum(each.quarantined for each in self.stretch.ingests),
            "event_dates": sorted(event_dates(self._settings, self.stretch)),
            "rebuild_dates": sorted(self._request.rebuild_dates),
            "full": self._request.full,
        }

    def prove(self) -> list[Check]:
        """Prove that nothing is missing up to the seam."""
        before = newest_ingest_at(self._settings, self.stretch.after)
        return prove_completeness(self._settings, before, self.stretch.ingests, self._log)

    def build(self, proof: list[Check]) -> Candidate:
        """Write silver and the batch view up to the seam and audit them; return what could be published."""
        return_to(self._settings, self.published)
        old = self._versions()
        builder = Builder(self._spark, self._settings, self.stretch)
        repeats, dates = self._write(builder, old[SILVER_EVENTS])
        new = self._versions()
        drift = measure_drift(self._settings, self.stretch, repeats)
        told = [self._arrivals(repeats), find_anomalies(self._settings, self.stretch)]
        checks = [*proof, *told, drift.check, *self._recount(repeats, dates, old, new)]
        return self._candidate(checks, drift, new)

    def _write(self, builder: Builder, silver_version: int) -> tuple[pa.Table, set[date] | None]:
        """Build silver and the batch view; return the repeats, and the event dates that were written (None: all)."""
        if self._request.full:
            repeats = builder.rebuild_all()
            builder.rebuild_all_views()
            return repeats, None
        repeats = builder.add_arrivals()
        if self._request.rebuild_dates:
            builder.rebuild_dates(self._request.rebuild_dates)
        return repeats, builder.rebuild_views(silver_version, also=self._request.rebuild_dates)

    def _arrivals(self, repeats: pa.Table) -> Check:
        found = {
            "arrivals": sum(each.valid for each in self.stretch.ingests),
            "repeats": len(repeats),
            "conflicts": list_conflicts(self._settings, repeats),
        }
        return Check("first_arrivals", True, found)

    def _recount(
        self, repeats: pa.Table, dates: Set[date] | None, old: dict[Table, int], new: dict[Table, int]
    ) -> list[Check]:
        """Compare the batch view with a second way to count: what changed in it, or after a rebuild all of it."""
        settings, stretch = self._settings, self.stretch
        if self._request.rebuilds:
            expected = totals_from_bronze(self._spark, settings, seam=stretch.upto, dates=dates)
            sales, products = (day_totals(settings, table, version=new[table], dates=dates) for table in _VIEWS)
        else:
            expected = added_by_arrivals(settings, stretch, repeats)
            changed = set(expected["event_date"].to_pylist())
            sales, products = (
                changed_in_view(settings, table, old=old[table], new=new[table], dates=changed) for table in _VIEWS
            )
        return [agree("batch_equals_recount", expected, sales), agree("products_equal_sales", sales, products)]

    def _candidate(self, checks: list[Check], drift: Drift, versions: dict[Table, int]) -> Candidate:
        return Candidate.made(
            self._settings,
            base=self.published,
            seam=self.stretch.upto,
            versions=versions,
            checks=checks,
            drift=drift.report,
        )

    def _versions(self) -> dict[Table, int]:
        return {table: version(self._settings, table) for table in BATCH_TABLES}
