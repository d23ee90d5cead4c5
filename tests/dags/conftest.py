"""The DAGs as Airflow's own environment loads them."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from hub.spark_submit import REPOSITORY

AIRFLOW_PYTHON = REPOSITORY / ".venv-airflow" / "bin" / "python"


@pytest.fixture(scope="session")
def dag_bag(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow found under `dags/`: `errors` by file, and `dags` by id."""
    home: Path = tmp_path_factory.mktemp("airflow")
    done = subprocess.run(
        [AIRFLOW_PYTHON, "-W", "error::DeprecationWarning:dags", Path(__file__).with_name("describe_dags.py")],
        env={
            **os.environ,
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__UNIT_TEST_MODE": "True",
            "HUB_HOME": str(home / "hub"),
            "PYTHONPATH": str(REPOSITORY),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.strip().rpartition("\n")[2])
    return found
