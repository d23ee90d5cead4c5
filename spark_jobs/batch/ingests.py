"""Reading the ledger of whole batches by range, without reading its whole history."""

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from hub.lake import dataset
from hub.settings import Settings
from hub.tables import BRONZE_INGESTS
from spark_jobs.stream.ledger import Ingest, OffsetRange

_SEQ = pc.field("ingest_seq")


def ingests_between(settings: Settings, after: int, upto: int) -> list[Ingest]:
    """Return the whole batches with `after` < `ingest_seq` ≤ `upto`, in order."""
    rows = _rows(settings, f"ingest_seq > {after} AND ingest_seq <= {upto}", (after < _SEQ) & (upto >= _SEQ))
    return sorted(map(_ingest, rows), key=lambda each: each.ingest_seq)


def newest_ingest_at(settings: Settings, upto: int) -> Ingest | None:
    """Return the newest whole batch with `ingest_seq` ≤ `upto`, None when there is none."""
    newest = pc.max(_numbers(settings, upto >= _SEQ)).as_py()
    return None if newest is None else _ingest(_rows(settings, f"ingest_seq = {newest}", newest == _SEQ)[0])


def newest_number_before(settings: Settings, moment: datetime | None) -> int | None:
    """Return the largest `ingest_seq` that was ingested before `moment` (None: up to now)."""
    condition = None if moment is None else pc.field("ingested_at") < pa.scalar(moment, pa.timestamp("us", tz="UTC"))
    newest: int | None = pc.max(_numbers(settings, condition)).as_py()
    return newest


def _numbers(settings: Settings, condition: pc.Expression | None) -> pa.ChunkedArray:
    return dataset(settings, BRONZE_INGESTS).to_table(columns=["ingest_seq"], filter=condition)["ingest_seq"]


def _rows(settings: Settings, files: str, condition: pc.Expression) -> list[dict[str, object]]:
    ingests = dataset(settings, BRONZE_INGESTS, files=files)
    rows: list[dict[str, object]] = ingests.to_table(filter=condition).to_pylist()
    return rows


def _ingest(row: dict[str, object]) -> Ingest:
    ranges = tuple(OffsetRange(**each) for each in row["ranges"])  # type: ignore[attr-defined]
    return Ingest(**(row | {"ranges": ranges}))  # type: ignore[arg-type]
