"""One of the product's Spark jobs as an Airflow task."""

from collections.abc import Sequence
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException

from hub import spark_submit
from hub.errors import EXIT_LEASE_HELD
from hub.settings import get_settings


class SparkJob(SparkSubmitOperator):
    """Submits `spark_jobs/JOB.py` with the configuration that it has everywhere."""

    def __init__(self, *, job: str, arguments: Sequence[str] = (), **options: Any) -> None:
        settings = get_settings()
        self.job = job
        super().__init__(
            application=spark_submit.application(job),
            application_args=list(arguments),
            conn_id="spark_default",
            name=job,
            conf=spark_submit.configuration(settings),
            env_vars=spark_submit.environment(settings),
            verbose=False,
            **options,
        )

    def execute(self, context: Context) -> Any:
        """Run the job to its end. Raises AirflowException when it fails."""
        try:
            return super().execute(context)
        except AirflowException as error:
            if f"Error code is: {EXIT_LEASE_HELD}." not in str(error):
                raise
            raise AirflowException(
                f"{self.job} was refused: another driver holds its lease. "
                "The log above names the process; this task tries again until that one has ended."
            ) from error
