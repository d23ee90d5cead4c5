"""The Spark session of a job, configured the same way whoever submits it."""

from pyspark.sql import SparkSession

from hub.settings import Settings
from hub.spark_submit import configuration, credentials


def spark_session(settings: Settings, name: str) -> SparkSession:
    """Return the running session, or start one with the product's configuration.

    Under `spark-submit` the configuration is already there, but for its secrets; a plain `python` run gets the same
    one here.
    """
    builder = SparkSession.builder.appName(name).master(settings.spark_master)
    if SparkSession.getActiveSession() is None:
        for key, value in (configuration(settings) | credentials(settings)).items():
            builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("WARN")
    return session
