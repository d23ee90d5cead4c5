"""Drift: where the speed view and silver disagree about the same arrivals, and why.

Both have a sum for each (`ingest_seq`, pane or hour, platform, …), so they are compared at that grain. What the
stream let through although it was a repeat is known from bronze (`hub.live_rule`): when that is exactly what a batch
has too much, it is the cause. A batch whose speed rows were rebuilt from bronze has nothing too much. Whatever else is
found has no cause that excuses it, and stops the publication.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from hub.lake import dataset
from hub.live_rule import PLACE, counted_live
from hub.settings import Settings
from hub.tables import BRONZE_EVENTS, MEASURES, SILVER_EVENTS, SPEED_PRODUCTS, SPEED_SALES, Table
from hub.worth import FIELDS, measures
from spark_jobs.batch.checks import LISTED, Check
from spark_jobs.batch.stretch import Stretch
from spark_jobs.batch.sums import add_up, difference

BEYOND_HORIZON = "beyond_horizon"
CONFLICT = "conflict"
UNEXPLAINED = "speed_drift"

_EVENT = ("event_id", "product_id", "product_name")
_Key = tuple[Any, ...]
_Sums = dict[_Key, tuple[Any, ...]]


class Drift(NamedTuple):
    """Speed minus batch for the arrivals of a stretch, split by cause."""

    stretch: Stretch
    causes: list[dict[str, Any]]

    @property
    def check(self) -> Check:
        """Passed when every difference has a cause that excuses it."""
        without_cause = [each for each in self.causes if each["cause"] == UNEXPLAINED]
        return Check("batch_equals_speed", not without_cause, {"problems": len(without_cause), "listed": without_cause})

    @property
    def report(self) -> dict[str, Any]:
        """What the publication says of it."""
        return {
            "after": self.stretch.after,
            "upto": self.stretch.upto,
            "matches": not self.causes,
            "causes": self.causes,
        }


def measure_drift(settings: Settings, stretch: Stretch, repeats: pa.Table) -> Drift:
    """Compare the speed views with silver for the same arrivals. `repeats` have `conflict`."""
    if not stretch.ingests:
        return Drift(stretch, [])
    leaked = let_through(settings, stretch, repeats)
    causes: list[dict[str, Any]] = []
    for table in (SPEED_SALES, SPEED_PRODUCTS):
        view = _View(settings, stretch, table)
        found, known = view.speed_minus_silver(), view.sums_of(leaked)
        drifted = {key[0] for key in found}
        if table is SPEED_SALES:
            causes += _known_causes(leaked, drifted)
        # A batch is explained as a whole or not: one that shows nothing was rebuilt.
        too_much = {key: sums for key, sums in known.items() if key[0] in drifted}
        off = {key for key in found.keys() | too_much.keys() if found.get(key) != too_much.get(key)}
        causes += view.unexplained(off, found, too_much)
    return Drift(stretch, causes)


def let_through(settings: Settings, stretch: Stretch, repeats: pa.Table) -> pa.Table:
    """Return the repeats that the stream counted, with what they are worth and whether they are conflicts."""
    since = stretch.ingests[0].ingested_at - settings.dedup_horizon
    same_events = pc.field("event_id").isin(pc.unique(repeats["event_id"]))
    recent = (pc.field("ingest_date") >= since.date()) & (
        pc.field("ingested_at") >= pa.scalar(since, pa.timestamp("us", tz="UTC"))
    )
    arrivals = dataset(settings, BRONZE_EVENTS, files=f"ingest_date >= DATE'{since.date()}'")
    columns = [*PLACE, "ingested_at", *_EVENT, *FIELDS]
    around = arrivals.to_table(columns=columns, filter=recent & (pc.field("ingest_seq") <= stretch.upto) & same_events)
    counted = counted_live(around, settings.dedup_horizon)
    leaked = counted.join(repeats.select([*PLACE, "conflict"]), list(PLACE), join_type="inner")
    return pa.table({name: leaked[name] for name in leaked.column_names} | measures(leaked))


class _View:
    """One of the two speed views, for the batches of a stretch."""

    def __init__(self, settings: Settings, stretch: Stretch, table: Table) -> None:
        self._settings = settings
        self._stretch = stretch
        self._table = table
        self._key = [name for name in table.columns if name not in MEASURES]

    def speed_minus_silver(self) -> _Sums:
        """Return the partial sums that differ."""
        speed = add_up(self._scan(self._table, [*self._key, *MEASURES]), self._key)
        silver = add_up(self._silver(), self._key)
        return self._read(difference(speed, silver, self._key))

    def sums_of(self, events: pa.Table) -> _Sums:
        """Return the partial sums of some events."""
        return self._read(add_up([_bucketed(events)], self._key)) if len(events) else {}

    def unexplained(self, keys: set[_Key], found: _Sums, known: _Sums) -> list[dict[str, Any]]:
        """Return the differences without a cause by platform and currency, with the events that silver has there."""
        if not keys:
            return []
        nothing = (0,) * len(MEASURES)
        places, panes = defaultdict(list), defaultdict(list)
        for key in keys:
            named = dict(zip(self._key, key, strict=True))
            sums = zip(found.get(key, nothing), known.get(key, nothing), strict=True)
            off = [left - right for left, right in sums]
            places[named["platform"], named["currency"]].append((key[0], off))
            if "pane_start" in named:
                panes[named["platform"], named["currency"]].append([key[0], named["pane_start"], *off])
        ids = self._event_ids(keys)
        return [
            {"cause": UNEXPLAINED, "view": self._table.name, "platform": platform, "currency": currency}
            | dict(zip(MEASURES, map(sum, zip(*(sums for _, sums in off), strict=True)), strict=True))
            | {"batches": len({seq for seq, _ in off}), "first_batch": min(off)[0], "last_batch": max(off)[0]}
            | _listed(ids[platform, currency])
            | _listed_panes(panes[platform, currency])
            for (platform, currency), off in sorted(places.items())
        ]

    def _silver(self, *more: str) -> Iterator[pa.Table]:
        columns = ["ingest_seq", "event_time", "platform", "currency", *_EVENT[1:], *more]
        contributions = [name for name in MEASURES if name != "events"]
        for rows in self._scan(SILVER_EVENTS, [*columns, *contributions]):
            yield _bucketed(rows.append_column("events", pa.repeat(1, len(rows))))

    def _event_ids(self, keys: set[_Key]) -> dict[tuple[str, str], list[str]]:
        ids = defaultdict(list)
        batches = pa.array({key[0] for key in keys})
        for rows in self._silver("event_id"):
            here = rows.filter(pc.is_in(rows["ingest_seq"], batches))
            for row in here.select([*self._key, "event_id"]).to_pylist():
                if tuple(row[name] for name in self._key) in keys:
                    ids[row["platform"], row["currency"]].append(row["event_id"])
        return ids

    def _scan(self, table: Table, columns: list[str]) -> Iterator[pa.Table]:
        rows = dataset(self._settings, table, files=self._stretch.files)
        scanner = rows.scanner(columns=columns, filter=self._stretch.rows)
        return (pa.Table.from_batches([batch]) for batch in scanner.to_batches() if batch.num_rows)

    def _read(self, sums: pa.Table) -> _Sums:
        rows = sums.to_pylist()
        return {tuple(row[name] for name in self._key): tuple(row[name] for name in MEASURES) for row in rows}


def _known_causes(leaked: pa.Table, drifted: set[int]) -> list[dict[str, Any]]:
    groups = defaultdict(list)
    for row in leaked.to_pylist():
        if row["ingest_seq"] in drifted:
            cause = CONFLICT if row["conflict"] else BEYOND_HORIZON
            groups[cause, row["platform"], row["currency"]].append(row)
    return [
        {"cause": cause, "platform": platform, "currency": currency}
        | {name: sum(row[name] for row in rows) for name in MEASURES}
        | _listed(row["event_id"] for row in rows)
        for (cause, platform, currency), rows in sorted(groups.items())
    ]


def _bucketed(events: pa.Table) -> pa.Table:
    return events.append_column("pane_start", pc.floor_temporal(events["event_time"], 10, "second")).append_column(
        "hour_start", pc.floor_temporal(events["event_time"], 1, "hour")
    )


def _listed_panes(panes: list[list[Any]]) -> dict[str, Any]:
    """List batch, pane and measures of each difference in `speed/sales`: a report needs them when the rows are gone."""
    ordered = sorted(panes, key=lambda pane: pane[:2])
    return {"panes": ordered[:LISTED], "panes_left_out": max(0, len(ordered) - LISTED)} if ordered else {}


def _listed(event_ids: Iterable[str]) -> dict[str, Any]:
    ids = sorted(set(event_ids))
    return {"event_ids": ids[:LISTED], "ids_left_out": max(0, len(ids) - LISTED)}
