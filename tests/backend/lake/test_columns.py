"""Rows as exact integers."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.lake.columns import MEASURE_NAMES, Names, codes_of, measures_of, read_rows
from backend.lake.log import DataFile
from hub.errors import LakeError
from hub.lake import arrow_type
from hub.tables import MEASURES, SPEED_SALES
from tests.backend.lake_writer import NOON

_LARGEST = 10**18 - 1
_CENTS = st.integers(-_LARGEST, _LARGEST)


def _table(revenue: list[Decimal | None]) -> pa.Table:
    columns = {name: [0] * len(revenue) for name in MEASURE_NAMES} | {"revenue": revenue}
    return pa.table({name: pa.array(columns[name], arrow_type(kind)) for name, kind in MEASURES.items()})


@settings(deadline=None)
@given(st.lists(_CENTS, max_size=20), st.integers(0, 3))
def test_every_amount_that_a_table_can_hold_becomes_its_cents(cents: list[int], skipped: int) -> None:
    table = _table([Decimal(amount).scaleb(-2) for amount in cents])

    assert measures_of(table.slice(skipped))[:, MEASURE_NAMES.index("revenue")].tolist() == cents[skipped:]


def test_a_missing_amount_is_refused() -> None:
    with pytest.raises(LakeError, match="1 rows have no revenue"):
        measures_of(_table([Decimal("1.00"), None]))


@pytest.mark.parametrize("old_times", [True, False])
def test_columns_have_one_type_however_a_writer_stores_them(old_times: bool, tmp_path: Path) -> None:
    rows = pa.table(
        {
            "platform": pa.array(["amazon"], pa.string_view()),
            "pane_start": pa.array([NOON], pa.timestamp("us", tz="UTC")),
        }
    )
    pq.write_table(rows, tmp_path / "file.parquet", use_deprecated_int96_timestamps=old_times)
    folder = pafs.SubTreeFileSystem(str(tmp_path), pafs.LocalFileSystem())
    read = read_rows(folder, SPEED_SALES, [DataFile("file.parquet", {}, None)], ("pane_start", "platform"))

    assert read.schema.types == [pa.timestamp("us", tz="UTC"), pa.string()]
    assert read.to_pylist() == [{"pane_start": NOON, "platform": "amazon"}]


def test_equal_names_have_one_code_in_every_file() -> None:
    names = Names()
    first = pa.table({"platform": ["amazon", "shopee", "amazon"], "product": ["P1", "P1", None]})
    second = pa.table({"platform": ["shopee", "amazon"], "product": ["P1", None]})

    assert (
        codes_of(first, ("platform", "product"), names).tolist()[1:]
        == codes_of(second, ("platform", "product"), names).tolist()
    )
    assert sorted(names.all(), key=str) == [("amazon", "P1"), ("amazon", None), ("shopee", "P1")]
