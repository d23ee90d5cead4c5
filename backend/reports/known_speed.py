"""The speed rows past a seam, up to a batch: what live had counted of the arrivals that silver does not have yet."""

import threading
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.lake.columns import MEASURE_NAMES, Integers, Names, codes_of, measures_of, read_rows, seconds_of
from backend.lake.grain import SALES
from backend.lake.log import FixedLog
from backend.lake.sums import add_up
from backend.lake.view import View
from backend.reports.days import Span
from backend.reports.silver import Sums
from hub.errors import FilesGone
from hub.settings import Settings
from hub.tables import SPEED_SALES

_VERSIONS_KEPT = 4

Mask = npt.NDArray[np.bool_]


class SpeedPanes(NamedTuple):
    """What micro-batches brought of one platform: batch, second of the pane, currency, measures."""

    seqs: Integers
    seconds: Integers
    currencies: list[str]
    measures: Integers


class SpeedRows(NamedTuple):
    """Speed rows past a seam: batch, second of the pane, (platform, currency), measures."""

    seqs: Integers
    seconds: Integers
    series: Integers
    measures: Integers


class KnownSpeed:
    """Adds up speed rows of one lake. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names = Names()
        self._kept: OrderedDict[tuple[str, int], SpeedRows] = OrderedDict()
        self._lock = threading.Lock()

    def totals(self, view: View, span: Span, *, after: int, upto: int) -> Sums:
        """Return a span's sums by currency, from batches in (`after`, `upto`]."""
        if upto <= after:
            return {}
        rows = self.rows(view, after)
        inside = self._inside(rows, span, after, upto)
        names = self._names.all()
        series, measures = add_up(rows.series[inside], rows.measures[inside])
        return {names[code][1]: values for code, values in zip(series.tolist(), measures.tolist(), strict=True)}

    def panes(self, view: View, span: Span, *, after: int, upto: int) -> SpeedPanes:
        """Return the same rows apart."""
        rows, names = self.rows(view, after), self._names.all()
        inside = self._inside(rows, span, after, upto)
        currencies = [names[code][1] for code in rows.series[inside].tolist()]
        return SpeedPanes(rows.seqs[inside], rows.seconds[inside], currencies, rows.measures[inside])

    def rows(self, view: View, after: int) -> SpeedRows:
        """Return the rows past a batch at the version that the view was made from. Raises FilesGone."""
        key = (view.receipt, after)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._read(view.versions[SPEED_SALES.name], after)
                while len(self._kept) > _VERSIONS_KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]

    def _inside(self, rows: SpeedRows, span: Span, after: int, upto: int) -> Mask:
        series = [code for code, names in enumerate(self._names.all()) if names[0] == span.platform]
        inside = (rows.seqs > after) & (rows.seqs <= upto) & np.isin(rows.series, series)
        return inside & (rows.seconds >= span.start) & (rows.seconds < span.end)

    def _read(self, version: int | None, after: int) -> SpeedRows:
        log = FixedLog(self._settings, SPEED_SALES, version)
        files = [file for file in log.files.values() if file.newest_seq is None or file.newest_seq > after]
        if not files:
            nothing: Integers = np.zeros(0, dtype=np.int64)
            return SpeedRows(nothing, nothing, nothing, np.zeros((0, len(MEASURE_NAMES)), dtype=np.int64))
        try:
            table = read_rows(log.filesystem, SPEED_SALES, files, ("ingest_seq", *SALES.columns))
        except FileNotFoundError as error:
            raise FilesGone(
                f"A file of {SPEED_SALES.name} is gone: {error}.", hint="The stream has tidied up; ask again."
            ) from error
        table = table.filter(table["ingest_seq"].to_numpy() > after)
        return SpeedRows(
            table["ingest_seq"].to_numpy(),
            seconds_of(table[SALES.time]),
            codes_of(table, SALES.series, self._names),
            measures_of(table),
        )
