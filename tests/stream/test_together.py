"""Several queries in one job."""

import pytest
from pyspark.sql import SparkSession

from spark_jobs.stream.together import collect_together

pytestmark = pytest.mark.spark


def test_each_query_gets_its_own_rows_and_columns_back(spark: SparkSession) -> None:
    pairs = spark.createDataFrame([(1, "a"), (2, "b")], "number bigint, letter string")
    letters = spark.createDataFrame([("c", True)], "letter string, vowel boolean")
    nothing = pairs.where("number > 5")
    found = collect_together({"pairs": pairs, "letters": letters, "nothing": nothing})
    assert found["pairs"].to_pylist() == [{"number": 1, "letter": "a"}, {"number": 2, "letter": "b"}]
    assert found["letters"].to_pylist() == [{"letter": "c", "vowel": True}]
    assert found["nothing"].to_pylist() == []
    assert found["nothing"].column_names == ["number", "letter"]
