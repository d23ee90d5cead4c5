"""Corrections that do not fit their sale. They count as they come, because sums stay sums; a person should see them."""

from collections import defaultdict
from typing import Any

import pyarrow.compute as pc

from hub.lake import dataset
from hub.settings import Settings
from hub.tables import SILVER_EVENTS
from spark_jobs.batch.checks import LISTED, Check
from spark_jobs.batch.stretch import Stretch

_CORRECTION = pc.field("event_type").isin(["refund", "cancellation"])
_Sale = tuple[str, str]
_Rows = list[dict[str, Any]]


def find_anomalies(settings: Settings, stretch: Stretch) -> Check:
    """List what the corrections of a stretch do to their sales: an unknown sale, too much back, cancelled twice.

    Sales are looked for as far back from the first correction as repeats are. The check always passes.
    """
    new = _rows(settings, stretch.files, _CORRECTION & stretch.rows, "event_date")
    kinds: dict[str, _Rows] = {"unknown_sale": [], "over_refund": [], "second_cancellation": []}
    if new:
        since = min(row["event_date"] for row in new) - settings.dedup_lookback
        files, recent = f"event_date >= DATE'{since}'", pc.field("event_date") >= since
        named = list({row["refers_to"] for row in new})
        sales = {
            (row["platform"], row["event_id"]): row["total"]
            for row in _rows(
                settings, files, recent & (pc.field("event_type") == "sale") & pc.field("event_id").isin(named)
            )
        }
        known = _by_sale(_rows(settings, files, recent & _CORRECTION & pc.field("refers_to").isin(named)))
        for sale in sorted(_by_sale(new)):
            for kind in _anomalies(sales.get(sale), known[sale]):
                kinds[kind].append(_told(sale, sales.get(sale), known[sale]))
    found = {kind: {"sales": len(rows), "listed": rows[:LISTED]} for kind, rows in kinds.items()}
    return Check("corrections_fit_their_sales", True, found)


def _anomalies(total: Any, corrections: _Rows) -> list[str]:
    if total is None:
        return ["unknown_sale"]
    too_much = sum(row["amount"] for row in corrections) > total
    twice = sum(row["event_type"] == "cancellation" for row in corrections) > 1
    return ["over_refund"] * too_much + ["second_cancellation"] * twice


def _told(sale: _Sale, total: Any, corrections: _Rows) -> dict[str, Any]:
    return {
        "platform": sale[0],
        "refers_to": sale[1],
        "total": total,
        "amount": sum(row["amount"] for row in corrections),
        "event_ids": sorted(row["event_id"] for row in corrections)[:LISTED],
    }


def _by_sale(corrections: _Rows) -> dict[_Sale, _Rows]:
    grouped: dict[_Sale, _Rows] = defaultdict(list)
    for row in corrections:
        grouped[row["platform"], row["refers_to"]].append(row)
    return grouped


def _rows(settings: Settings, files: str, condition: pc.Expression, *more: str) -> _Rows:
    columns = ["platform", "event_id", "event_type", "refers_to", "amount", "total", *more]
    silver = dataset(settings, SILVER_EVENTS, files=files)
    rows: _Rows = silver.to_table(columns=columns, filter=condition).to_pylist()
    return rows
