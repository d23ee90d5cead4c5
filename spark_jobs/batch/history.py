"""Time travel: is what was published once still what bronze says?"""

from collections.abc import Iterator
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, BRONZE_EVENTS, SILVER_EVENTS
from spark_jobs.batch.bronze_totals import totals_from_bronze
from spark_jobs.batch.checks import LISTED, Check
from spark_jobs.batch.publications import Publication
from spark_jobs.batch.readable import unreadable
from spark_jobs.batch.recount import agree, day_totals
from spark_jobs.batch.silver import silver_rows
from spark_jobs.batch.tables import read
from spark_jobs.transforms.arrivals import ARRIVAL_ORDER, first_arrivals


def check_publication(spark: SparkSession, settings: Settings, published: Publication) -> list[Check]:
    """Read a publication again at its versions, and compare it with a count of bronze up to its seam."""
    views = {table: version for table, version in published.versions.items() if table is not SILVER_EVENTS}
    problems = unreadable(settings, views)
    label = {"publication_id": published.publication_id, "seam": published.seam}
    readable = Check("publication_can_be_read", not problems, label | {"problems": len(problems), "listed": problems})
    if problems:
        return [readable]
    expected = totals_from_bronze(spark, settings, seam=published.seam)
    sales, products = (
        day_totals(settings, table, version=views[table], dates=None) for table in (BATCH_SALES, BATCH_PRODUCTS)
    )
    compared = [agree("publication_equals_bronze", expected, sales), agree("products_equal_sales", sales, products)]
    return [readable, *(Check(each.name, each.passed, label | each.found) for each in compared)]


def check_silver(spark: SparkSession, settings: Settings, published: Publication) -> Check:
    """Build silver from bronze once more, in memory, and compare it row by row with what was published.

    Finds what the nightly runs cannot see: a repeat that is older than their look-back.
    """
    bronze = read(spark, settings, BRONZE_EVENTS).where(F.col("ingest_seq") <= published.seam).drop("raw")
    expected = silver_rows(first_arrivals(bronze))
    silver = read(spark, settings, SILVER_EVENTS, at=published.silver_version)
    missing, surplus = (_places(left.exceptAll(right)) for left, right in _both_ways(expected, silver))
    found = {"problems": len(missing) + len(surplus), "missing": missing, "surplus": surplus}
    return Check("silver_is_a_rebuild", not found["problems"], found)


def _both_ways(left: DataFrame, right: DataFrame) -> Iterator[tuple[DataFrame, DataFrame]]:
    yield left, right
    yield right, left


def _places(rows: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict() for row in rows.select(*ARRIVAL_ORDER).orderBy(*ARRIVAL_ORDER).limit(LISTED).collect()]
