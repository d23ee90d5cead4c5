"""One Spark session for the whole run of the tests, configured like a job's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from hub.settings import load_settings
from spark_jobs.session import spark_session


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A local session with Delta."""
    home: Path = tmp_path_factory.mktemp("spark")
    session = spark_session(load_settings(home=home, spark_master="local[2]"), "tests")
    yield session
    session.stop()
