"""How a Spark job is submitted: the same configuration for Airflow, the tests and a plain `spark-submit`.

Imports neither Spark nor Airflow, so that DAG files can use it.
"""

import os
from pathlib import Path

from hub.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
JARS_DIRECTORY = REPOSITORY / ".cache" / "jars"
SPARK_ENVIRONMENT = REPOSITORY / ".venv"
JOBS_DIRECTORY = REPOSITORY / "spark_jobs"
_LOGGING = JOBS_DIRECTORY / "log4j2.properties"

_S3A = "spark.hadoop.fs.s3a"
_CHECKPOINT_FILES = "org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager"
_JAVA_OPTIONS = "-XX:+UseSerialGC -Xss4m -Dfile.encoding=UTF-8 -Duser.timezone=UTC"


def application(job: str) -> str:
    """Return the path of a job's file, for example `application("reconcile")`."""
    return str(JOBS_DIRECTORY / f"{job}.py")


def jars(settings: Settings) -> list[str]:
    """Return the jars that the product adds to Spark's own: Delta, the Kafka source, and S3 where the lake is there."""
    sets = ("spark", "s3", "built") if settings.lake_is_remote else ("spark",)
    return sorted(str(path) for name in sets for path in (JARS_DIRECTORY / name).glob("*.jar"))


def configuration(settings: Settings) -> dict[str, str]:
    """Return Spark's configuration for every job of the product.

    One shuffle partition a local core and no adaptive execution: micro-batches are small and their plans fixed.
    The session's zone is UTC, because it decides what `to_date` means.
    """
    conf = {
        "spark.jars": ",".join(jars(settings)),
        "spark.driver.memory": settings.spark_driver_memory,
        "spark.driver.extraJavaOptions": f"{_JAVA_OPTIONS} -Dlog4j2.configurationFile={_LOGGING}",
        "spark.driver.host": settings.spark_driver_host,
        # The driver opens its ports to the cluster that it is told to be reached from, and to nobody else.
        "spark.driver.bindAddress": settings.spark_driver_host,
        "spark.executor.memory": settings.spark_executor_memory,
        "spark.executor.extraJavaOptions": _JAVA_OPTIONS,
        "spark.cores.max": str(settings.spark_cores),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "WARN",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.streaming.noDataMicroBatches.enabled": "false",
        # Spark's first choice starts a program for each file on a local disk: 45 ms against 11 for each of its two
        # logs. For a bucket it would fall back to this one anyway.
        "spark.sql.streaming.checkpointFileManagerClass": _CHECKPOINT_FILES,
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.databricks.delta.snapshotPartitions": "1",
        "spark.databricks.delta.vacuum.logging.enabled": "false",
        "spark.sql.warehouse.dir": str(settings.root / "spark-warehouse"),
        "spark.local.dir": str(settings.root / "spark-local"),
    }
    if settings.lake_is_remote:
        conf |= _object_store(settings)
    return conf


def environment(settings: Settings) -> dict[str, str]:
    """Return the variables that a driver needs besides those that it inherits.

    `PATH` starts with the Spark environment, because `spark-submit` runs the `python3` that it finds there.
    """
    python = str(SPARK_ENVIRONMENT / "bin" / "python3")
    return {
        "PATH": f"{SPARK_ENVIRONMENT / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYSPARK_PYTHON": python,
        "PYSPARK_DRIVER_PYTHON": python,
        "PYTHONPATH": str(REPOSITORY),
        "SPARK_LOCAL_IP": settings.spark_driver_host,
        "HUB_HOME": str(settings.root),
        "TZ": "UTC",
    }


def command(settings: Settings, job: str, *arguments: str) -> list[str]:
    """Return the `spark-submit` command line of a job, for use without Airflow."""
    binary = SPARK_ENVIRONMENT / "bin" / "spark-submit"
    options = [f"--conf={key}={value}" for key, value in configuration(settings).items()]
    return [
        str(binary),
        f"--master={settings.spark_master}",
        f"--name={job}",
        *options,
        application(job),
        *arguments,
    ]


def credentials(settings: Settings) -> dict[str, str]:
    """Return the part of Spark's configuration that is secret: never on a command line, where others can read it."""
    if not settings.lake_is_remote:
        return {}
    return {
        f"{_S3A}.access.key": settings.s3_access_key.get_secret_value(),
        f"{_S3A}.secret.key": settings.s3_secret_key.get_secret_value(),
    }


def _object_store(settings: Settings) -> dict[str, str]:
    return {
        f"{_S3A}.endpoint": settings.s3_endpoint,
        f"{_S3A}.endpoint.region": settings.s3_region,
        f"{_S3A}.path.style.access": "true",
        f"{_S3A}.connection.ssl.enabled": str(settings.s3_endpoint.startswith("https")).lower(),
        # Delta's own store would let a second driver overwrite a commit: docs/decisions/ has the measurements.
        "spark.delta.logStore.s3a.impl": "hub.ConditionalCreateLogStore",
    }
