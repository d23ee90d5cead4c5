"""Several small queries as one Spark job: most of a small query's time is that of planning and starting it."""

from collections.abc import Mapping
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

_NAME = "_query"


def collect_together(queries: Mapping[str, DataFrame]) -> dict[str, pa.Table]:
    """Run all of `queries` in one job and return each one's rows under its name.

    Columns of the same name must have the same type in all of them.
    """
    named = [rows.select(F.lit(name).alias(_NAME), "*") for name, rows in queries.items()]
    rows = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), named).toArrow()
    return {name: rows.filter(pc.equal(rows[_NAME], name)).select(query.columns) for name, query in queries.items()}
