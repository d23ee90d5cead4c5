"""Writes a lake as the stream and the reconciliation do, and remembers what it wrote for a plain recount."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import write_deltalake

from hub.lake import arrow_schema, create_tables, open_table
from hub.settings import Settings
from hub.tables import (
    ALERTS,
    BATCH_PRODUCTS,
    BATCH_SALES,
    BRONZE_INGESTS,
    BRONZE_QUARANTINE,
    PUBLICATIONS,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
    Table,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Sale:
    """An event that counts, as silver would hold it; `refund` makes it a refund, `viewed` a product view."""

    at: datetime = NOON
    cents: int = 1000
    platform: str = "amazon"
    product: str = "P1"
    currency: str = "BRL"
    units: int = 1
    refund: bool = False
    viewed: bool = False

    @property
    def measures(self) -> dict[str, Any]:
        amount = Decimal(0) if self.viewed else Decimal(self.cents) / 100
        gross, refunds = (Decimal(0), amount) if self.refund else (amount, Decimal(0))
        sold = not self.refund and not self.viewed
        return {
            "revenue": gross - refunds,
            "gross": gross,
            "refunds": refunds,
            "orders": int(sold),
            "units": self.units if sold else 0,
            "views": int(self.viewed),
            "events": 1,
        }


@dataclass
class LakeWriter:
    """One lake under a folder of a test's own."""

    settings: Settings
    seq: int = 0
    arrived: list[tuple[int, Sale]] = field(default_factory=list)
    seam: int = 0

    def create(self) -> "LakeWriter":
        create_tables(self.settings)
        return self

    def batch(self, *sales: Sale, stock: Iterable[dict[str, Any]] = (), alerts: Iterable[dict[str, Any]] = ()) -> int:
        """Write one micro-batch: the sums, the stock, the alerts, and last the row that says it is whole."""
        self.write_sums(*sales)
        self.append(SPEED_STOCK, [self.stock_row(**row) for row in stock])
        self.append(ALERTS, [self.alert_row(**row) for row in alerts])
        return self.declare_whole()

    def refuse(self, *records: tuple[str, bytes | None], whole: bool = True) -> None:
        """Write one batch that brings records which are no events, each as a reason and its bytes."""
        self.seq += 1
        at = self.ingested_at(self.seq)
        rows = [
            {
                "ingest_seq": self.seq,
                "ingested_at": at,
                "ingest_date": at.date(),
                "topic_id": "topic",
                "partition": place % 2,
                "offset": 100 * self.seq + place,
                "kafka_timestamp": at,
                "raw": raw,
                "reason": reason,
                "detail": f"detail of {place}",
            }
            for place, (reason, raw) in enumerate(records)
        ]
        self.append(BRONZE_QUARANTINE, rows)
        if whole:
            self.declare_whole()

    def write_sums(self, *sales: Sale) -> None:
        """Write the sums of a batch that is not whole yet."""
        self.seq += 1
        self.arrived += [(self.seq, sale) for sale in sales]
        self.append(SPEED_SALES, [{"ingest_seq": self.seq, **row} for row in panes(sales)])
        self.append(SPEED_PRODUCTS, [{"ingest_seq": self.seq, **row} for row in hours(sales)])

    def append_product_hour(self, hour: datetime, *, name: str) -> None:
        """Write a sale of product P1 under another name."""
        row = hours([Sale(at=hour)])[0] | {"product_name": name}
        self.append(SPEED_PRODUCTS, [{"ingest_seq": self.seq, **row}])

    def declare_whole(self) -> int:
        """Write the row in `ingests`."""
        self.append(BRONZE_INGESTS, [{"ingest_seq": self.seq, "ingested_at": self.ingested_at(self.seq)}])
        return self.seq

    def write_batch_view(self, seam: int) -> tuple[int, int]:
        """Recompute the batch view up to `seam`; return the versions of its two tables."""
        settled = [sale for seq, sale in self.arrived if seq <= seam]
        versions = []
        for table, rows, name in (
            (BATCH_SALES, panes(settled), "pane_start"),
            (BATCH_PRODUCTS, hours(settled), "hour_start"),
        ):
            dated = [{"event_date": row[name].date(), **row} for row in rows]
            write_deltalake(self.handle(table), pa.Table.from_pylist(dated, arrow_schema(table)), mode="overwrite")
            versions.append(self.handle(table).version())
        return versions[0], versions[1]

    def publish(self, seam: int, versions: tuple[int, int] | None = None, **extra: Any) -> None:
        """Publish a batch view, by default a new one."""
        sales, products = versions or self.write_batch_view(seam)
        count = self.handle(PUBLICATIONS).version()
        row = {
            "publication_id": f"p{count}",
            "published_at": NOON + timedelta(minutes=count),
            "seam": seam,
            "batch_version": sales,
            "batch_products_version": products,
            "silver_version": sales,
            "verdict": "matches",
            "events": 0,
            "drift": json.dumps({}),
            "checks": json.dumps({}),
            "actor": "test",
            "reason": "",
        }
        self.append(PUBLICATIONS, [row | extra])
        self.seam = seam

    def prune(self, floor: int) -> None:
        """Delete speed rows that a publication covers, as the stream does."""
        for table in (SPEED_SALES, SPEED_PRODUCTS):
            self.handle(table).delete(f"ingest_seq <= {floor}")

    def vacuum_batch_view(self) -> None:
        """Remove every file that only older versions of the batch view need."""
        for table in (BATCH_SALES, BATCH_PRODUCTS):
            self.handle(table).vacuum(0, dry_run=False, enforce_retention_duration=False)

    def compact(self) -> None:
        """Merge small files, as the stream does."""
        for table in (SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK, ALERTS):
            self.handle(table).optimize.compact()

    def delete(self) -> None:
        """Delete the whole lake."""
        shutil.rmtree(self.settings.lake_uri)

    def commit_file(self, table: Table, version: int) -> Path:
        """Return where a table keeps the commit of a version."""
        return Path(self.settings.table_uri(table.name)) / "_delta_log" / f"{version:020d}.json"

    def handle(self, table: Table) -> Any:
        return open_table(self.settings, table)

    def append(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            write_deltalake(self.handle(table), pa.Table.from_pylist(rows, arrow_schema(table)), mode="append")

    def ingested_at(self, seq: int) -> datetime:
        return NOON + timedelta(seconds=seq)

    def stock_row(self, **values: Any) -> dict[str, Any]:
        row = {
            "ingest_seq": self.seq,
            "ingested_at": self.ingested_at(self.seq),
            "platform": "amazon",
            "product_id": "P1",
            "product_name": "Phone",
            "category": "phones",
            "warehouse": "SP-01",
            "stock_quantity": 50,
            "event_time": NOON,
            "event_id": f"stock-{self.seq}",
            "partition": 0,
            "offset": self.seq,
        }
        return row | values

    def alert_row(self, **values: Any) -> dict[str, Any]:
        row = {
            "alert_id": f"alert-{self.seq}",
            "ingest_seq": self.seq,
            "raised_at": self.ingested_at(self.seq),
            "timestamp": NOON,
            "platform": "amazon",
            "alert_type": "HIGH_TICKET",
            "message": "High-ticket sale",
            "event_id": f"event-{self.seq}",
            "product_id": "P1",
            "product_name": "Phone",
            "value": Decimal("4000.00"),
            "threshold": Decimal("3000.00"),
            "historical": False,
        }
        return row | values


def panes(sales: Iterable[Sale]) -> list[dict[str, Any]]:
    """Sum sales by pane, platform and currency."""
    return _add_up(
        ({"pane_start": _floor(sale.at, 10), "platform": sale.platform, "currency": sale.currency}, sale)
        for sale in sales
    )


def hours(sales: Iterable[Sale]) -> list[dict[str, Any]]:
    """Sum sales by hour and product."""
    return _add_up(
        (
            {
                "hour_start": _floor(sale.at, 3600),
                "platform": sale.platform,
                "product_id": sale.product,
                "product_name": f"Product {sale.product}",
                "currency": sale.currency,
            },
            sale,
        )
        for sale in sales
    )


def _add_up(keyed: Iterable[tuple[dict[str, Any], Sale]]) -> list[dict[str, Any]]:
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for key, sale in keyed:
        row = sums.setdefault(tuple(key.values()), {**key, **dict.fromkeys(sale.measures, 0)})
        for name, value in sale.measures.items():
            row[name] += value
    return list(sums.values())


def _floor(moment: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() // seconds * seconds, UTC)
