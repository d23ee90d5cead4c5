"""The log store compiles against the locked Spark and Delta, without a warning."""

import zipfile
from pathlib import Path

import pytest

from hub.installer.log_store import JAR, build
from hub.spark_submit import REPOSITORY, SPARK_ENVIRONMENT


def test_it_compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    build(SPARK_ENVIRONMENT, tmp_path / "log-store.jar")
    assert "hub/ConditionalCreateLogStore.class" in zipfile.ZipFile(tmp_path / "log-store.jar").namelist()


def test_it_is_where_spark_gets_its_jars() -> None:
    assert (REPOSITORY / JAR).is_file()
