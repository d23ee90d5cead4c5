"""Which micro-batch was the newest at a moment: looked up in the ledger of whole batches, never in file times."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from backend.lake.rows import IngestRow
from backend.lake.view import View
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import BRONZE_INGESTS

_ASKED_KEPT = 1024
# Most batches follow each other within seconds; only a lake that stood still needs a longer look back.
_LOOKS_BACK = (timedelta(hours=1), timedelta(days=2), None)


class KnownBatches:
    """Finds the newest whole batch at a moment, and remembers it: the ledger only ever grows at its end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._found: OrderedDict[tuple[str, datetime | int], IngestRow | None] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, view: View, moment: datetime | None) -> IngestRow | None:
        """Return the newest whole batch that was ingested at or before `moment`; None is now, or before the first."""
        newest = view.ingest
        if newest is None or moment is None or moment >= newest.ingested_at:
            return newest
        key = (view.receipt.rpartition(".")[2], moment)
        with self._lock:
            return self._remembered(key, lambda: self._look_up(moment))

    def numbered(self, view: View, ingest_seq: int) -> IngestRow | None:
        """Return a whole batch by its number, None for 0: before the first."""
        key = (view.receipt.rpartition(".")[2], ingest_seq)
        with self._lock:
            return self._remembered(key, lambda: self._read(pc.field("ingest_seq") == ingest_seq))

    def _remembered(self, key: tuple[str, datetime | int], find: Callable[[], IngestRow | None]) -> IngestRow | None:
        if key not in self._found:
            self._found[key] = find()
            while len(self._found) > _ASKED_KEPT:
                self._found.popitem(last=False)
        return self._found[key]

    def _look_up(self, moment: datetime) -> IngestRow | None:
        at = pc.field("ingested_at")
        for back in _LOOKS_BACK:
            condition = at <= _scalar(moment)
            if back is not None:
                condition &= at > _scalar(moment - back)
            found = self._read(condition)
            if found is not None:
                return found
        return None

    def _read(self, condition: pc.Expression) -> IngestRow | None:
        ledger = open_table(self._settings, BRONZE_INGESTS).to_pyarrow_dataset()
        rows = ledger.to_table(columns=["ingest_seq", "ingested_at"], filter=condition).to_pylist()
        return max((IngestRow(**row) for row in rows), default=None)


def _scalar(moment: datetime) -> pa.Scalar:
    return pa.scalar(moment, pa.timestamp("us", tz="UTC"))
