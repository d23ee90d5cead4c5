"""Rows of Delta files as arrays of exact integers: money in cents, time in panes or hours, names as codes."""

import threading
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from backend.lake.log import DataFile
from hub.errors import LakeError
from hub.lake import arrow_type
from hub.tables import MEASURES, MONEY, Table

Integers = npt.NDArray[np.int64]

MEASURE_NAMES = tuple(MEASURES)


class Names:
    """Numbers the combinations of names that occur (platform and currency; platform, product, …), from 0 up.

    A number once given never changes, so that every snapshot may share it. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[Any, ...], int] = {}
        self._names: list[tuple[Any, ...]] = []
        self._lock = threading.Lock()

    def __getitem__(self, code: int) -> tuple[Any, ...]:
        return self._names[code]

    def all(self) -> list[tuple[Any, ...]]:
        """Return the combinations that have a number by now, in the order of their numbers."""
        return self._names[:]

    def code(self, names: tuple[Any, ...]) -> int:
        """Return the number of a combination, a new one if it has none yet."""
        known = self._codes.get(names)
        if known is not None:
            return known
        with self._lock:
            if names not in self._codes:
                self._names.append(names)
                self._codes[names] = len(self._names) - 1
            return self._codes[names]


def read_rows(filesystem: pafs.FileSystem, table: Table, files: Iterable[DataFile], columns: Sequence[str]) -> pa.Table:
    """Read some columns of some files of a table. Raises FileNotFoundError."""
    # Writers store one type in several ways (delta-rs rewrites strings as views, which Arrow cannot filter, and Spark
    # writes times as INT96): make them one.
    schema = pa.schema([pa.field(name, arrow_type(table.columns[name])) for name in columns])
    tables = []
    for file in files:
        with filesystem.open_input_file(file.path) as source:
            parquet = pq.ParquetFile(source)
            present = set(parquet.schema_arrow.names)
            rows = parquet.read(columns=[name for name in columns if name in present], use_threads=False)
        # A file that is older than a column has null in it.
        for field in (field for field in schema if field.name not in present):
            rows = rows.append_column(field, pa.nulls(len(rows), field.type))
        tables.append(rows.select(columns).cast(schema))
    return pa.concat_tables(tables)


def codes_of(rows: pa.Table, columns: Sequence[str], names: Names) -> Integers:
    """Return each row's number of its combination of names."""
    combined = np.zeros(len(rows), dtype=np.int64)
    dictionaries = []
    for column in columns:
        encoded = rows[column].combine_chunks().dictionary_encode(null_encoding="encode")
        dictionaries.append(encoded.dictionary.to_pylist())
        combined = combined * max(1, len(encoded.dictionary)) + encoded.indices.to_numpy().astype(np.int64)
    distinct, positions = np.unique(combined, return_inverse=True)
    codes = np.empty(len(distinct), dtype=np.int64)
    for position, number in enumerate(distinct.tolist()):
        combination = []
        for dictionary in reversed(dictionaries):
            number, index = divmod(number, len(dictionary))
            combination.append(dictionary[index])
        codes[position] = names.code(tuple(reversed(combination)))
    return codes[positions]


def measures_of(rows: pa.Table) -> Integers:
    """Return the measures as a (rows, measures) array, money in cents. Raises LakeError for a missing value."""
    measures = np.empty((len(rows), len(MEASURES)), dtype=np.int64)
    for index, (name, kind) in enumerate(MEASURES.items()):
        column = rows[name].combine_chunks()
        if column.null_count:
            raise LakeError(
                f"{column.null_count} rows have no {name}.", hint="Rebuild this view: its writer left sums empty."
            )
        measures[:, index] = _cents(column) if kind == MONEY else column.to_numpy()
    return measures


def seconds_of(column: pa.ChunkedArray) -> Integers:
    """Return times as whole seconds since the epoch."""
    seconds: Integers = pc.cast(column, pa.timestamp("s", tz="UTC")).cast(pa.int64()).to_numpy()
    return seconds


def _cents(column: pa.Array) -> Integers:
    # A decimal128(18, 2) is a little-endian 128-bit integer of cents below 10^18: its low half is the number.
    exact = column.cast(arrow_type(MONEY))
    halves = np.frombuffer(exact.buffers()[1], dtype=np.int64)
    return halves[2 * exact.offset : 2 * (exact.offset + len(exact)) : 2]
