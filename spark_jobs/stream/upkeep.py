"""Keeps the tables small while the stream runs: compaction, pruning of covered speed rows, old files.

Runs in a thread of the stream's own driver, so that every table keeps its one writing application.
"""

import logging
import threading
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

import pyarrow as pa
from deltalake import write_deltalake
from deltalake.exceptions import CommitFailedError

from hub.lake import open_table
from hub.settings import Settings
from hub.tables import (
    ALERT_ENDINGS,
    ALERTS,
    BRONZE_EVENTS,
    BRONZE_INGESTS,
    BRONZE_QUARANTINE,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
    Table,
)
from spark_jobs.stream.speed_rebuild import prunable_upto

_LOG = logging.getLogger(__name__)
_SPEED = (SPEED_SALES, SPEED_PRODUCTS)
_UNPARTITIONED = (*_SPEED, SPEED_STOCK, ALERTS, ALERT_ENDINGS, BRONZE_INGESTS)
_DATED = (BRONZE_EVENTS, BRONZE_QUARANTINE)
_TARGET_BYTES = 32 * 1024 * 1024
_SMALL_BYTES = 4 * 1024 * 1024
_MANY_FILES = 60


class Upkeep:
    """A background thread that tends the stream's tables every `HUB_UPKEEP_INTERVAL` while the block runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._tend, name="upkeep", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _tend(self) -> None:
        while not self._stop.wait(self._settings.upkeep_interval.total_seconds()):
            for task in (self._prune, self._compact, self._keep_last_stock, self._vacuum):
                try:
                    task()
                except CommitFailedError as error:
                    # The stream's own commit came first: nothing was changed, and the next round does it.
                    _LOG.info("Upkeep put off: %s", error)

    def _prune(self) -> None:
        floor = prunable_upto(self._settings)
        if floor:
            for table in _SPEED:
                handle = open_table(self._settings, table)
                deleted = handle.delete(f"ingest_seq <= {floor}").get("num_deleted_rows")
                _LOG.info("Pruned %s rows of %s up to batch %s.", deleted, table.name, floor)

    def _compact(self) -> None:
        for table in _UNPARTITIONED:
            self._compact_files(table, None)
        # Only the newest days grow; a batch that began before midnight still writes to the day before.
        today = datetime.now(UTC).date()
        for table in _DATED:
            for day in (today, today - timedelta(days=1)):
                self._compact_files(table, [("ingest_date", "=", day.isoformat())])

    def _compact_files(self, table: Table, partition: list[tuple[str, str, str]] | None) -> None:
        handle = open_table(self._settings, table)
        sizes = pa.table(handle.get_add_actions(flatten=True))["size_bytes"].to_pylist()
        if sum(size < _SMALL_BYTES for size in sizes) < _MANY_FILES:
            return
        done = handle.optimize.compact(partition_filters=partition, target_size=_TARGET_BYTES)
        _LOG.info("%s: %s files became %s.", table.name, done["numFilesRemoved"], done["numFilesAdded"])

    def _keep_last_stock(self) -> None:
        """Drop stock rows that a later one replaces: the table grows with products, not with updates."""
        handle = open_table(self._settings, SPEED_STOCK)
        rows = handle.to_pyarrow_dataset().to_table()
        kept = last_rows(rows)
        if len(rows) > 2 * len(kept) + _MANY_FILES:
            write_deltalake(handle, kept, mode="overwrite")

    def _vacuum(self) -> None:
        """Remove files of the speed tables that no reader of the last `HUB_SPEED_RETENTION` can need."""
        hours = max(1, round(self._settings.speed_retention / timedelta(hours=1)))
        for table in (*_SPEED, SPEED_STOCK):
            open_table(self._settings, table).vacuum(hours, dry_run=False, enforce_retention_duration=False)


def last_rows(rows: pa.Table) -> pa.Table:
    """Keep the last row of each product and warehouse by (`ingest_seq`, partition, offset)."""
    ordered = rows.sort_by([("ingest_seq", "ascending"), ("partition", "ascending"), ("offset", "ascending")])
    numbered = ordered.append_column("_row", pa.array(range(len(ordered)), pa.int64()))
    last = numbered.group_by(["platform", "product_id", "warehouse"]).aggregate([("_row", "max")])
    return ordered.take(last["_row_max"].combine_chunks().sort())
