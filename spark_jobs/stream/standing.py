"""Queries that are planned once and run again for every batch.

Building a batch's sums as DataFrames and planning them took longer than running them. So they stand: they read one
Arrow file, which the driver writes anew before each run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, reduce

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as pafs
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

_NAME = "_query"
_ROWS_AT_A_TIME = 20_000
_WRITE_BUFFER = 1024 * 1024

Query = Callable[[DataFrame], DataFrame]


class StandingQueries:
    """Some queries over the same rows, as one Spark job.

    `columns` are the rows' names and types as in `hub.tables`, `open_folder` opens the folder that the driver and the
    executors share, `file` names the Arrow file in it. Result columns of the same name must have the same type in all
    queries. One run at a time: a run overwrites the file of the one before. Raises ValueError for a query whose plan
    has an exchange: its second run would give the first one's rows.
    """

    def __init__(
        self,
        spark: SparkSession,
        queries: Mapping[str, Query],
        *,
        columns: Mapping[str, str],
        open_folder: Callable[[], pafs.FileSystem],
        file: str,
    ) -> None:
        self._folder = open_folder()
        self._file = file
        ddl = ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
        # One row in one partition calls the reader once; what follows then needs no exchange, whose output Spark
        # would keep and serve again in the next run.
        rows = spark.range(0, 1, 1, 1).mapInArrow(partial(_read, open_folder, file), ddl)
        results = {name: query(rows) for name, query in queries.items()}
        self._columns = {name: result.columns for name, result in results.items()}
        named = [result.select(F.lit(name).alias(_NAME), "*") for name, result in results.items()]
        self._together = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), named)
        _refuse_exchanges(self._together)

    def run(self, rows: pa.Table) -> dict[str, pa.Table]:
        """Return each query's result over `rows`, under its name."""
        # Through a buffer, because files of the lake's store take bytes and none of Arrow's own buffers.
        with (
            self._folder.open_output_stream(self._file, buffer_size=_WRITE_BUFFER) as sink,
            pa.ipc.new_file(sink, rows.schema) as writer,
        ):
            writer.write_table(rows, max_chunksize=_ROWS_AT_A_TIME)
        found = self._together.toArrow()
        return {
            name: found.filter(pc.equal(found[_NAME], name)).select(columns) for name, columns in self._columns.items()
        }


def _refuse_exchanges(rows: DataFrame) -> None:
    plan: str = rows._jdf.queryExecution().executedPlan().toString()
    if "Exchange" in plan:
        raise ValueError(
            "A standing query must not exchange rows between tasks, because Spark keeps what was exchanged and gives "
            f"it again in the next run. Take the join or the repartition out of this plan:\n{plan}"
        )


def _read(
    open_folder: Callable[[], pafs.FileSystem], file: str, calls: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for _ in calls:
        with open_folder().open_input_file(file) as source, pa.ipc.open_file(source) as reader:
            for number in range(reader.num_record_batches):
                yield reader.get_batch(number)
