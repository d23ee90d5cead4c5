"""What the lake says, read from the tables' files with delta-rs and added up in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deltalake import DeltaTable

from tests.oracle.recount import AlertKey, Place, ProductKey, SalesKey, StockKey, Sums

_MEASURES = Sums._fields


class Lake:
    """The tables under one folder, each read anew at every call."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def rows(self, table: str, *columns: str, version: int | None = None) -> list[dict[str, Any]]:
        """Return all rows of a table, for example `bronze/events`, with these columns, now or at a version."""
        dataset = DeltaTable(str(self._root / table), version=version).to_pyarrow_dataset()
        rows: list[dict[str, Any]] = dataset.to_table(columns=list(columns)).to_pylist()
        return rows

    def bronze(self) -> Iterator[tuple[Place, bytes | None]]:
        """Yield each valid record's place and bytes."""
        for row in self.rows("bronze/events", "topic_id", "partition", "offset", "raw"):
            yield (row["topic_id"], row["partition"], row["offset"]), row["raw"]

    def quarantine(self) -> Iterator[tuple[Place, bytes | None, str]]:
        """Yield each rejected record's place, bytes and reason."""
        for row in self.rows("bronze/quarantine", "topic_id", "partition", "offset", "raw", "reason"):
            yield (row["topic_id"], row["partition"], row["offset"]), row["raw"], row["reason"]

    def ingests(self) -> list[dict[str, Any]]:
        """Return the rows of the ledger, oldest first."""
        columns = ("ingest_seq", "topic_id", "ranges", "valid", "quarantined", "clock_set_back")
        return sorted(self.rows("bronze/ingests", *columns, "ingested_at"), key=lambda row: row["ingest_seq"])

    def sales(self) -> dict[SalesKey, Sums]:
        """Return the speed view's panes: the sums over all its files."""
        return self._added_up("speed/sales", ("pane_start", "platform", "currency"))

    def products(self) -> dict[ProductKey, Sums]:
        """Return the speed view's hours by product."""
        return self._added_up("speed/products", ("hour_start", "platform", "product_id", "currency"))

    def stock(self) -> dict[StockKey, int]:
        """Return the last stock of each product and warehouse."""
        key, order = ("platform", "product_id", "warehouse"), ("ingest_seq", "partition", "offset")
        rows = self.rows("speed/stock", *key, *order, "stock_quantity")
        rows.sort(key=lambda row: [row[name] for name in order])
        return {(row["platform"], row["product_id"], row["warehouse"]): row["stock_quantity"] for row in rows}

    def alerts(self) -> Counter[AlertKey]:
        """Return how often each alert is there."""
        rows = self.rows("alerts", "alert_type", "platform", "event_id")
        return Counter((row["alert_type"], row["platform"], row["event_id"]) for row in rows)

    def alert_ids(self) -> Counter[str]:
        """Return how often each `alert_id` is there."""
        return Counter(row["alert_id"] for row in self.rows("alerts", "alert_id"))

    def _added_up(self, table: str, key: tuple[str, ...]) -> dict[Any, Sums]:
        sums: dict[Any, Sums] = defaultdict(Sums)
        for row in self.rows(table, *key, *_MEASURES):
            where = tuple(row[name] for name in key)
            sums[where] = sums[where].plus(Sums._make(row[name] for name in _MEASURES))
        return sums
