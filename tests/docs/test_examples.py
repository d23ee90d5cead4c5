"""The examples of the how-to pages run as they stand there, and end in the numbers that they should."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from hub.client import Client
from hub.settings import load_settings
from hub.spark_submit import REPOSITORY
from hub.tables import ALERTS
from tests.backend.reports.history import History, minutes
from tests.batch.histories import refund, sale
from tests.batch.lakes import START
from tests.browser.site import Site, free_port
from tests.support.airflow import PASSWORD, USER, FakeAirflow, fake_airflow
from tests.support.waiting import wait_until

_PAGES = REPOSITORY / "docs" / "how-to"
_SECONDS = 120

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None or shutil.which("jq") is None, reason="the examples need curl and jq"
)


def _code(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (_PAGES / page).read_text(), re.DOTALL)


@pytest.fixture(scope="module")
def airflow() -> Iterator[FakeAirflow]:
    """An Airflow that starts what it is asked to."""
    with fake_airflow() as running:
        yield running


@pytest.fixture(scope="module")
def site(airflow: FakeAirflow, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server of a lake with a late sale and a refund, one live sale past the seam, and an alert."""
    settings = load_settings(home=tmp_path_factory.mktemp("hub"), api_port=free_port())
    history = History(settings)
    history.ingest(sale("a", "10.00"), at=START + minutes(1))
    history.reconcile(START + minutes(5))
    history.ingest(sale("b", "3.00", platform="shopee"), refund("r", "1.50", of="a"), at=START + minutes(20))
    history.reconcile(START + minutes(25))
    history.ingest(sale("c", "0.10"), at=START + minutes(40))
    history.flush()
    history.write(ALERTS, [_alert(history)])
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HUB_AIRFLOW_URL", airflow.url)
        environment.setenv("HUB_AIRFLOW_USER", USER)
        environment.setenv("HUB_AIRFLOW_PASSWORD", PASSWORD)
        site = Site(settings)
        site.start()
    reader = Client(site.url, site.manage("token", "--role", "viewer"))
    wait_until(lambda: bool(reader.alerts(state="open").first().rows), seconds=_SECONDS, what="the open alert")
    yield site
    site.stop()


def _alert(history: History) -> dict[str, object]:
    return dict.fromkeys(ALERTS.columns) | {
        "alert_id": "alert-c",
        "ingest_seq": history.seq,
        "raised_at": START + minutes(40),
        "timestamp": START,
        "platform": "amazon",
        "alert_type": "HIGH_TICKET",
        "message": "High-ticket sale",
        "event_id": "c",
        "value": Decimal("4000.00"),
        "threshold": Decimal("3000.00"),
        "historical": False,
        "rule_id": "HIGH_TICKET",
        "rule_version": 1,
    }


@pytest.fixture
def environment(site: Site, tmp_path: Path) -> dict[str, str]:
    """What a person's shell has: the `hub` command, which prints a token."""
    token = site.manage("token", "--role", "operator")
    command = tmp_path / "bin" / "hub"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\ntest "$*" = "token --role operator" && echo {token}\n')
    command.chmod(0o700)
    return os.environ | {
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
        "HUB": site.url.rstrip("/"),
        "TOKEN": token,
        "HUB_LAKE_URI": str(site.settings.lake_uri),
    }


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_examples_of_the_api_run(
    site: Site, airflow: FakeAirflow, environment: dict[str, str], tmp_path: Path
) -> None:
    script = "\n".join(_code("use-the-api.md", "bash"))
    assert "http://127.0.0.1:8000" in script
    script = script.replace("http://127.0.0.1:8000", site.url.rstrip("/"))
    told = _run(["bash", "-e", "-u", "-o", "pipefail", "-c", script], tmp_path, environment)

    assert "2026-03-01T12:00:00Z\t8.60\tBRL" in told
    assert "BRL\nlate 3.00\nrefund -1.50\n" in told
    assert '"acknowledged"' in told
    assert '"note": "asked the seller"' in told
    assert '"queued"' in told
    assert [run["conf"]["reason"] for run in airflow.runs.values()] == ["month end"]
    assert '"bad_time"' in told

    airflow.dags.add("backtest")
    client, more, socket = _code("use-the-api.md", "python")
    told = _run([sys.executable, "-c", client], tmp_path, environment)
    assert "2026-03-01 12:00:00+00:00 amazon 8.60 BRL" in told
    assert "run_under_way" in told
    told = _run([sys.executable, "-c", more], tmp_path, environment)
    assert told.startswith("/api/operations/runs/backtest/")
    assert "Me(name='hub-operator', role='operator')" in told
    assert _run([sys.executable, "-c", socket], tmp_path, environment).startswith("snapshot ")


def test_the_examples_of_the_lake_end_in_the_cents_that_arrived(environment: dict[str, str], tmp_path: Path) -> None:
    told = _run([sys.executable, "-c", "\n".join(_code("read-the-lake.md", "python"))], tmp_path, environment)
    lines = [ast.literal_eval(re.sub(r"Decimal\(('[^']*')\)", r"\1", line)) for line in told.splitlines()]
    proved, merged, by_duckdb, by_polars, silver_by_polars = lines

    assert {row["platform"]: row["revenue_sum"] for row in proved} == {"amazon": "8.50", "shopee": "3.00"}
    assert merged == [
        {"platform": "amazon", "currency": "BRL", "revenue_sum": "8.60", "orders_sum": 2},
        {"platform": "shopee", "currency": "BRL", "revenue_sum": "3.00", "orders_sum": 1},
    ]
    assert by_duckdb == by_polars == [("amazon", "BRL", "8.60"), ("shopee", "BRL", "3.00")]
    assert silver_by_polars == [("amazon", "BRL", "8.50"), ("shopee", "BRL", "3.00")]
