"""A lake with a past: batches as a stream writes them, reconciled by plain Python, and what is true of it."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from deltalake import write_deltalake

from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import (
    BATCH_PRODUCTS,
    BATCH_SALES,
    PUBLICATIONS,
    SILVER_EVENTS,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
    Table,
)
from tests.batch.lakes import TOPIC_ID, Lake
from tests.batch.oracle import MEASURES, Arrival, counted_live, first_arrivals, hours, panes, worth

CONTRIBUTIONS = MEASURES[:-1]


class History(Lake):
    """A lake whose every batch, publication and vacuum happened at a time that the test names."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.published: list[tuple[datetime, int]] = []
        self._silver: list[Arrival] = []

    def reconcile(self, at: datetime, *, seam: int | None = None, full: bool = False) -> None:
        """Publish at a time: silver and the batch view up to `seam` (the newest batch), and what live let through."""
        self.flush()
        seam = seam or self.seq
        before = self.published[-1][1] if self.published else 0
        first = first_arrivals(self.arrivals, seam)
        if full:
            self.write(SILVER_EVENTS, map(silver_row, first), mode="overwrite")
        else:
            known = {each.place for each in self._silver}
            self.write(SILVER_EVENTS, (silver_row(each) for each in first if each.place not in known))
        self._silver = first
        for table, sums, names in (
            (BATCH_SALES, panes(first), ("pane_start", "platform", "currency")),
            (BATCH_PRODUCTS, hours(first), ("hour_start", "platform", "product_id", "product_name", "currency")),
        ):
            rows = (
                {
                    "event_date": key[0].date(),
                    **dict(zip(names, key, strict=True)),
                    **dict(zip(MEASURES, values, strict=True)),
                }
                for key, values in sums.items()
            )
            self.write(table, rows, mode="overwrite")
        self.published.append((at, seam))
        self.publish(at, seam, self.drift(before, seam))

    def publish(self, at: datetime, seam: int, drift: dict[str, Any]) -> None:
        """Write the row that makes the tables as they are visible."""
        number = len(self.published)
        versions = {
            table: open_table(self.settings, table).version() for table in (SILVER_EVENTS, BATCH_SALES, BATCH_PRODUCTS)
        }
        row = {
            "publication_id": f"p{number}",
            "published_at": at,
            "seam": seam,
            "batch_version": versions[BATCH_SALES],
            "batch_products_version": versions[BATCH_PRODUCTS],
            "silver_version": versions[SILVER_EVENTS],
            "verdict": "passed",
            "events": len(self._silver),
            "drift": json.dumps(drift, default=str),
            "checks": "[]",
            "actor": "test",
            "reason": "",
        }
        self.write(PUBLICATIONS, [row])

    def drift(self, after: int, upto: int) -> dict[str, Any]:
        """What a reconciliation says of the repeats that live let through."""
        groups: dict[tuple[str, str, str], list[Arrival]] = {}
        for each, cause in self.let_through(after, upto):
            groups.setdefault((cause, each.event["platform"], each.event["currency"]), []).append(each)
        causes = [
            {"cause": cause, "platform": platform, "currency": currency}
            | dict(zip(MEASURES, map(sum, zip(*(worth(each.event) for each in group), strict=True)), strict=True))
            | {"event_ids": sorted({each.event["event_id"] for each in group}), "ids_left_out": 0}
            for (cause, platform, currency), group in sorted(groups.items())
        ]
        return {"after": after, "upto": upto, "matches": not causes, "causes": causes}

    def let_through(self, after: int, upto: int) -> list[tuple[Arrival, str]]:
        """The repeats of some batches that live counted, each with its cause."""
        first = {each.identity: each for each in first_arrivals(self.arrivals, upto)}
        found = []
        for each in counted_live(self.arrivals, self.settings.dedup_horizon):
            if after < each.ingest_seq <= upto and first[each.identity] != each:
                same = first[each.identity].event == each.event
                found.append((each, "beyond_horizon" if same else "conflict"))
        return found

    def newest_at(self, at: datetime) -> int:
        """The newest batch at a moment."""
        return max((each.ingest_seq for each in self.arrivals if each.ingested_at <= at), default=0)

    def known(self, at: datetime) -> list[Arrival]:
        """The events known at a moment: first arrivals, and past the newest seam what live counted."""
        seam, cut = (self.published[-1][1] if self.published else 0), self.newest_at(at)
        return self._counted(min(seam, cut), cut)

    def served(self, at: datetime) -> list[Arrival]:
        """The events that were served at a moment: by the seam in effect then, and live past it."""
        seam = max(((when, seam) for when, seam in self.published if when <= at), default=(at, 0))[1]
        return self._counted(seam, max(seam, self.newest_at(at)))

    def _counted(self, seam: int, cut: int) -> list[Arrival]:
        live = counted_live(self.arrivals, self.settings.dedup_horizon)
        return [*first_arrivals(self.arrivals, seam), *(each for each in live if seam < each.ingest_seq <= cut)]

    def prune(self, floor: int) -> None:
        """Delete covered speed rows, as the stream does."""
        for table in (SPEED_SALES, SPEED_PRODUCTS):
            open_table(self.settings, table).delete(f"ingest_seq <= {floor}")

    def vacuum(self, *tables: Table) -> None:
        """Remove every file that only older versions need."""
        for table in tables or (SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK, BATCH_SALES, BATCH_PRODUCTS):
            open_table(self.settings, table).vacuum(0, dry_run=False, enforce_retention_duration=False)

    def write(self, table: Table, rows: Iterable[dict[str, Any]], *, mode: str = "append") -> None:
        """Write rows as one commit."""
        data = pa.Table.from_pylist(list(rows), schema=arrow_schema(table))
        write_deltalake(open_table(self.settings, table), data, mode=mode)  # type: ignore[call-overload]


def silver_row(arrival: Arrival) -> dict[str, Any]:
    """A first arrival as silver holds it."""
    return {
        **dict.fromkeys(SILVER_EVENTS.columns),
        **arrival.event,
        "event_date": arrival.event["event_time"].date(),
        "ingest_seq": arrival.ingest_seq,
        "ingested_at": arrival.ingested_at,
        "ingest_date": arrival.ingested_at.date(),
        "topic_id": TOPIC_ID,
        "partition": arrival.partition,
        "offset": arrival.offset,
        "kafka_timestamp": arrival.ingested_at,
        **dict(zip(CONTRIBUTIONS, worth(arrival.event), strict=False)),
    }


def totals(
    arrivals: Iterable[Arrival], start: datetime, end: datetime, *, platform: str | None = None
) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Measures by platform and currency of what happened in [start, end)."""
    sums: dict[tuple[str, str], list[Any]] = {}
    for each in arrivals:
        if start <= each.event["event_time"] < end and platform in (None, each.event["platform"]):
            key = each.event["platform"], each.event["currency"]
            sums.setdefault(key, [Decimal(0)] * 3 + [0] * 4)
            sums[key] = [one + other for one, other in zip(sums[key], worth(each.event), strict=True)]
    return {key: tuple(values) for key, values in sums.items()}


def shown(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Rows of an answer as `totals` writes them, without the count of events."""
    return {
        (row["platform"], row["currency"]): (
            *(Decimal(row[name]) for name in ("revenue", "gross", "refunds")),
            *(row[name] for name in ("orders", "units", "views")),
        )
        for row in rows
    }


def without_events(sums: dict[tuple[str, str], tuple[Any, ...]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Sums without the count of events, which answers do not show."""
    return {key: values[:-1] for key, values in sums.items()}


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)
