"""A job's failure is told in words that help."""

import os
import subprocess
from pathlib import Path

import pytest

from hub.errors import EXIT_FAILED, EXIT_LEASE_HELD
from hub.spark_submit import REPOSITORY
from tests.dags.conftest import AIRFLOW_PYTHON

pytestmark = pytest.mark.airflow


def _told(exit_code: int, home: Path) -> str:
    done = subprocess.run(
        [AIRFLOW_PYTHON, Path(__file__).with_name("refuse_by_lease.py"), str(exit_code)],
        env={
            **os.environ,
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__UNIT_TEST_MODE": "True",
            "AIRFLOW_CONN_SPARK_DEFAULT": '{"conn_type": "spark", "host": "local[2]"}',
            "HUB_HOME": str(home / "hub"),
            "PYTHONPATH": str(REPOSITORY),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_driver_that_was_refused_says_that_another_one_holds_its_lease(tmp_path: Path) -> None:
    assert "streaming_sales_agg was refused: another driver holds its lease." in _told(EXIT_LEASE_HELD, tmp_path)


def test_any_other_failure_is_told_as_it_is(tmp_path: Path) -> None:
    assert f"Error code is: {EXIT_FAILED}." in _told(EXIT_FAILED, tmp_path)
