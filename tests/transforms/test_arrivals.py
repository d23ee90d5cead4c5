"""Which of an identity's records counts."""

import pytest
from pyspark.sql import SparkSession

from spark_jobs.transforms.arrivals import first_arrivals
from tests.transforms.events import frame, sale

pytestmark = pytest.mark.spark


def test_the_first_arrival_counts_whatever_its_event_time_and_payload(spark: SparkSession) -> None:
    rows = [
        sale("3.00", ingest_seq=2, partition=0, offset=1),
        sale("1.00", ingest_seq=1, partition=1, offset=9),
        sale("2.00", ingest_seq=1, partition=2, offset=4),
    ]
    kept = first_arrivals(frame(spark, rows)).collect()
    assert [(row["ingest_seq"], row["partition"], str(row["total"])) for row in kept] == [(1, 1, "1.00")]


def test_the_same_event_id_on_two_platforms_is_two_events(spark: SparkSession) -> None:
    rows = [sale(platform="amazon"), sale(platform="shopee")]
    assert first_arrivals(frame(spark, rows)).count() == 2
