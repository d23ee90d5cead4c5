"""Standing queries exchange their rows with the executors through the checkpoint's folder, also in an S3 store."""

from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from hub.lake import open_folder, storage_options
from spark_jobs.stream.standing import StandingQueries
from tests.support.s3 import S3Server

pytestmark = [pytest.mark.s3, pytest.mark.spark]


def test_each_run_sees_its_own_rows(spark: SparkSession, s3_server: S3Server, tmp_path: Path) -> None:
    settings = s3_server.settings(tmp_path)
    queries = StandingQueries(
        spark,
        {"sum": lambda rows: rows.agg(F.sum("number").alias("number")), "all": lambda rows: rows.select("number")},
        columns={"number": "bigint"},
        open_folder=partial(open_folder, settings.checkpoint_uri, storage_options(settings)),
        file="rows.arrow",
    )
    for numbers in ([1, 2, 3], [10], [4] * 50_000):
        found = queries.run(pa.table({"number": pa.array(numbers, pa.int64())}))
        assert found["sum"]["number"].to_pylist() == [sum(numbers)]
        assert found["all"]["number"].to_pylist() == numbers
