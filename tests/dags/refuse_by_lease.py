"""Runs the stream's task in Airflow's environment with a `spark-submit` that ends as a refused driver does."""

import sys
from unittest import mock

from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.sdk.exceptions import AirflowException

from dags.stream import dag

if __name__ == "__main__":
    refusal = AirflowException(f"Cannot execute: spark-submit. Error code is: {sys.argv[1]}.")
    with mock.patch.object(SparkSubmitHook, "submit", side_effect=refusal):
        try:
            dag.get_task("run").execute({})
        except AirflowException as error:
            sys.stdout.write(str(error))
