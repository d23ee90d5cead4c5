"""Several writers of one table in an S3 store: a commit that was acknowledged is in the table."""

import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyarrow as pa
import pytest
from deltalake import DeltaTable, Schema, write_deltalake

from hub.lake import storage_options
from hub.spark_submit import REPOSITORY, environment
from tests.support.s3 import S3Server
from tests.support.stream import clean_environment

pytestmark = [pytest.mark.s3, pytest.mark.spark]

ROW = pa.schema([("row", pa.string())])
DRIVERS, THREADS, APPENDS = 2, 4, 4
BY_DELTA_RS = 40


class Driver:
    """One racing Spark driver. Killed on exit from the `with` block, if it still runs."""

    def __init__(self, server: S3Server, home: Path, name: str, table: str) -> None:
        home.mkdir()
        self._errors = home / "driver.log"
        with self._errors.open("w") as errors:
            self._process = self._start(server, home, errors, table, name)

    @staticmethod
    def _start(server: S3Server, home: Path, errors: IO[str], table: str, name: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.s3.appending_driver", table, name, str(THREADS), str(APPENDS)],
            env=clean_environment() | environment(server.settings(home)) | server.variables,
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )

    def await_ready(self) -> None:
        """Wait until it could begin."""
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", self._errors.read_text()[-2000:]

    def begin(self) -> None:
        """Let it begin."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def acknowledged(self) -> list[str]:
        """Wait for its end; return the rows that it was told are committed."""
        output, _ = self._process.communicate()
        assert self._process.returncode == 0, self._errors.read_text()[-2000:]
        return [line.removeprefix("committed ") for line in output.splitlines()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()


def test_drivers_and_delta_rs_that_race_for_one_table_lose_no_acknowledged_commit(
    s3_server: S3Server, tmp_path: Path
) -> None:
    options = storage_options(s3_server.settings(tmp_path))
    address = f"{s3_server.variables['HUB_LAKE_URI']}/raced"
    DeltaTable.create(address, schema=Schema.from_arrow(ROW), storage_options=options)
    with ExitStack() as running:
        names = [f"driver{number}" for number in range(DRIVERS)]
        drivers = [running.enter_context(Driver(s3_server, tmp_path / name, name, "raced")) for name in names]
        for driver in drivers:
            driver.await_ready()
        for driver in drivers:
            driver.begin()
        acknowledged = []
        for number in range(BY_DELTA_RS):
            row = f"delta-rs.{number}"
            write_deltalake(address, pa.table({"row": [row]}, schema=ROW), mode="append", storage_options=options)
            acknowledged.append(row)
        for driver in drivers:
            acknowledged += driver.acknowledged()
    assert len(acknowledged) == DRIVERS * THREADS * APPENDS + BY_DELTA_RS
    table = DeltaTable(address, storage_options=options)
    assert Counter(table.to_pyarrow_table()["row"].to_pylist()) == Counter(acknowledged)
    assert table.version() == len(acknowledged)
