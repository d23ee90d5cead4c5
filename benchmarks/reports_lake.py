"""A lake with a published past for the benchmark of the reports, made without Spark."""

import json
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import write_deltalake

from benchmarks.nightly_lake import FIRST_DAY, GrowingLake
from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import BATCH_SALES, BRONZE_EVENTS, MEASURES, PUBLICATIONS, SILVER_EVENTS, SPEED_SALES, Table
from hub.worth import measures
from spark_jobs.batch.sums import add_up

_PLACE = ("ingest_seq", "partition", "offset")


def published_days(settings: Settings, *, days: int, events: int, batches: int) -> datetime:
    """Write `days` days of arrivals, each but the last published at its midnight; return the end of the last one."""
    lake = GrowingLake(settings, events=events, batches=batches)
    for _ in range(days):
        lake.add_day()
    first = _first_arrivals(open_table(settings, BRONZE_EVENTS).to_pyarrow_dataset().to_table())
    for number in range(1, days):
        after, seam = (number - 1) * batches, number * batches
        seq = first["ingest_seq"]
        _write(
            settings, SILVER_EVENTS, first.filter(pc.and_(pc.greater(seq, after), pc.less_equal(seq, seam))), "append"
        )
        _write(settings, BATCH_SALES, _panes(first.filter(pc.less_equal(seq, seam))), "overwrite")
        _publish(settings, number, seam, after)
    open_table(settings, SPEED_SALES).delete(f"ingest_seq <= {(days - 2) * batches}")
    return FIRST_DAY + timedelta(days=days)


def _first_arrivals(arrivals: pa.Table) -> pa.Table:
    ordered = arrivals.drop(["raw"]).sort_by([(name, "ascending") for name in _PLACE])
    numbered = ordered.append_column("_row", pa.array(range(len(ordered)), pa.int64()))
    rows = numbered.group_by(["platform", "event_id"]).aggregate([("_row", "min")])["_row_min"]
    first = ordered.take(rows.combine_chunks().sort())
    dated = first.append_column("event_date", first["event_time"].cast(pa.date32()))
    return pa.table({name: dated[name] for name in dated.column_names} | measures(first))


def _panes(events: pa.Table) -> pa.Table:
    keyed = events.append_column("pane_start", pc.floor_temporal(events["event_time"], 10, "second"))
    return add_up([keyed], [name for name in BATCH_SALES.columns if name not in MEASURES])


def _publish(settings: Settings, number: int, seam: int, after: int) -> None:
    row = {
        "publication_id": f"p{number}",
        "published_at": (FIRST_DAY + timedelta(days=number)).astimezone(UTC),
        "seam": seam,
        "batch_version": open_table(settings, BATCH_SALES).version(),
        "batch_products_version": 0,
        "silver_version": open_table(settings, SILVER_EVENTS).version(),
        "verdict": "passed",
        "events": 0,
        "drift": json.dumps({"after": after, "upto": seam, "matches": True, "causes": []}),
        "checks": "[]",
        "actor": "benchmark",
        "reason": "",
    }
    _write(settings, PUBLICATIONS, pa.Table.from_pylist([row], schema=arrow_schema(PUBLICATIONS)), "append")


def _write(settings: Settings, table: Table, rows: pa.Table, mode: str) -> None:
    schema = arrow_schema(table)
    write_deltalake(open_table(settings, table), rows.select(schema.names).cast(schema), mode=mode)  # type: ignore[call-overload]
