"""Queries that are planned once and run again over other rows."""

from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from hub.lake import open_folder
from spark_jobs.stream.standing import StandingQueries

pytestmark = pytest.mark.spark

_COLUMNS = {"number": "bigint", "letter": "string"}


@pytest.fixture
def queries(spark: SparkSession, tmp_path: Path) -> StandingQueries:
    """Sums by letter, and the large numbers."""
    return StandingQueries(
        spark,
        {
            "sums": lambda rows: rows.groupBy("letter").agg(F.sum("number").alias("total")).orderBy("letter"),
            "large": lambda rows: rows.where("number > 5").select("number"),
        },
        columns=_COLUMNS,
        open_folder=partial(open_folder, str(tmp_path), {}),
        file="rows.arrow",
    )


def _rows(*rows: tuple[int, str]) -> pa.Table:
    return pa.table({"number": [number for number, _ in rows], "letter": [letter for _, letter in rows]})


def test_each_query_gets_its_own_rows_and_columns_back(queries: StandingQueries) -> None:
    found = queries.run(_rows((1, "a"), (7, "b"), (2, "a")))
    assert found["sums"].to_pylist() == [{"letter": "a", "total": 3}, {"letter": "b", "total": 7}]
    assert found["large"].to_pylist() == [{"number": 7}]


def test_a_run_sees_nothing_of_the_run_before(queries: StandingQueries) -> None:
    queries.run(_rows((1, "a"), (7, "b")))
    found = queries.run(_rows((4, "b")))
    assert found["sums"].to_pylist() == [{"letter": "b", "total": 4}]
    assert found["large"].to_pylist() == []
    assert found["large"].column_names == ["number"]


def test_more_rows_than_one_arrow_batch_holds_are_all_read(queries: StandingQueries) -> None:
    found = queries.run(pa.table({"number": pa.array([1] * 50_001, pa.int64()), "letter": ["a"] * 50_001}))
    assert found["sums"].to_pylist() == [{"letter": "a", "total": 50_001}]


def test_no_rows_give_no_rows(queries: StandingQueries) -> None:
    found = queries.run(_rows().cast(pa.schema({"number": pa.int64(), "letter": pa.string()})))
    assert [len(rows) for rows in found.values()] == [0, 0]


def test_a_query_whose_second_run_would_give_the_first_ones_rows_is_refused(
    spark: SparkSession, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="must not exchange rows"):
        StandingQueries(
            spark,
            {"sums": lambda rows: rows.repartition(2, "letter").groupBy("letter").count()},
            columns=_COLUMNS,
            open_folder=partial(open_folder, str(tmp_path), {}),
            file="rows.arrow",
        )
