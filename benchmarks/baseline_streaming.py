"""The baseline of the drain benchmark: the streaming job that one writes first.

Spark's JSON reader, a watermark of two minutes, one-minute windows in append mode, the 200 shuffle partitions that are
Spark's default, and Delta as the sink. It keeps no raw record, tells no repeat from a new event, and drops what comes
later than the watermark: `benchmarks.drain` runs it beside the product's stream, which does all of that.

    spark-submit baseline_streaming.py BOOTSTRAP TOPIC FOLDER
"""

import json
import sys
import time

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

_MESSAGE = """
    event_id string, timestamp timestamp, platform string, event_type string,
    quantity int, total decimal(18,2), amount decimal(18,2)
"""


def main(bootstrap: str, topic: str, folder: str) -> None:
    """Read the topic from its first record to its last, print when that began and ended, and end."""
    spark = SparkSession.builder.appName("baseline").getOrCreate()
    spark.conf.set("spark.sql.shuffle.partitions", "200")
    began = time.time()
    query = (
        windows(read_events(spark, bootstrap, topic))
        .writeStream.format("delta")
        .outputMode("append")
        .option("checkpointLocation", f"{folder}/checkpoint")
        .trigger(availableNow=True)
        .start(f"{folder}/windows")
    )
    query.awaitTermination()
    print(json.dumps({"began": began, "ended": time.time()}))


def read_events(spark: SparkSession, bootstrap: str, topic: str) -> DataFrame:
    """Return the topic's messages as Spark's JSON reader understands them."""
    records = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", bootstrap)
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .load()
    )
    return records.select(F.from_json(F.col("value").cast("string"), _MESSAGE).alias("event")).select("event.*")


def windows(events: DataFrame) -> DataFrame:
    """Return one-minute windows of what each platform sold, gave back and showed."""
    is_type = {name: F.col("event_type") == name for name in ("sale", "product_view")}
    return (
        events.withWatermark("timestamp", "2 minutes")
        .groupBy(F.window("timestamp", "1 minute"), "platform")
        .agg(
            F.sum("total").alias("gross"),
            F.sum("amount").alias("refunds"),
            F.sum(is_type["sale"].cast("int")).alias("orders"),
            F.sum("quantity").alias("units"),
            F.sum(is_type["product_view"].cast("int")).alias("views"),
            F.count("*").alias("events"),
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
