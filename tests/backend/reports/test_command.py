"""`hub report` against a server that answers."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer.main
from pytest_django.live_server_helper import LiveServer
from rest_framework.test import APIClient
from typer.testing import CliRunner, Result

from backend.lake.service import LakeService
from hub.errors import HubError
from hub.launcher import management, report
from hub.launcher.cli import app
from hub.settings import load_settings
from tests.backend.reports.history import History, minutes
from tests.batch.histories import refund, sale
from tests.batch.lakes import START

_PERIOD = ["--from", (START - timedelta(hours=1)).isoformat(), "--to", (START + timedelta(hours=1)).isoformat()]
_WHY = [
    "why",
    *("--from-at", (START + minutes(10)).isoformat(), "--to-at", (START + minutes(30)).isoformat()),
    *("--period-from", _PERIOD[1], "--period-to", _PERIOD[3]),
]


@pytest.fixture
def stack(
    history: History,
    service: LakeService,
    live_server: LiveServer,
    client: APIClient,
    monkeypatch: pytest.MonkeyPatch,
) -> LiveServer:
    """A server of the API, which the command takes for the running stack."""
    history.ingest(sale("a", "10.00"), at=START + minutes(1))
    history.ingest(sale("b", "3.00"), refund("r", "1.50", of="a"), at=START + minutes(20))
    history.reconcile(START + minutes(25))
    service.refresh_now()
    token = client._credentials["HTTP_AUTHORIZATION"].removeprefix("Token ")
    monkeypatch.setattr(management, "ask", lambda settings, *arguments: token)
    settings = load_settings(home=history.settings.home, api_port=int(live_server.url.rpartition(":")[2]))
    monkeypatch.setattr(report, "stack_settings", lambda: settings)
    return live_server


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["report", *arguments])


def test_a_table_is_shown_with_its_receipt(stack: LiveServer) -> None:
    done = _run("as-known", *_PERIOD)

    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].split()[:4] == ["day", "platform", "currency", "revenue"]
    assert lines[1].split()[:3] == ["amazon", "BRL", "11.50"]
    assert lines[2].startswith("receipt: S2.")


def test_a_file_is_written_in_each_form(stack: LiveServer, tmp_path: Path) -> None:
    files = {form: tmp_path / f"why.{form}" for form in ("csv", "parquet", "json")}
    for form, path in files.items():
        assert _run(*_WHY, "--format", form, "-o", str(path)).exit_code == 0

    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text())))
    assert [row["step"] for row in rows] == pq.read_table(files["parquet"])["step"].to_pylist()
    bars = json.loads(files["json"].read_text())["results"][0]["bars"]
    assert [(bar["cause"], bar["revenue"]) for bar in bars] == [("late", "3.00"), ("refund", "-1.50")]


@pytest.mark.parametrize(
    "arguments",
    [[*_WHY, "--events"], ["refunds", *_PERIOD, "--by-day"], ["settling"], ["as-known", "--zone", "marketplace"]],
)
def test_every_report_can_be_asked_for(arguments: list[str], stack: LiveServer) -> None:
    done = _run(*arguments)

    assert done.exit_code == 0, done.output


def test_what_the_server_refuses_is_told(stack: LiveServer) -> None:
    done = _run("as-known", "--zone", "nowhere")

    assert isinstance(done.exception, HubError)
    assert str(done.exception).startswith("zone is 'nowhere', which is not a time zone.")


def test_a_stack_that_does_not_run_is_told(stack: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "stack_settings", lambda: load_settings(api_port=1))

    done = _run("settling")

    assert isinstance(done.exception, HubError)
    assert "Start the stack with `hub up`" in str(done.exception)


def test_the_commands_page_describes_every_option_of_a_report() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "commands.md").read_text()
    section = page.partition("### hub report\n")[2].partition("\n### ")[0]
    commands = typer.main.get_command(app).commands["report"].commands  # type: ignore[attr-defined]

    assert all(f"`{name}`" in section or f"report {name}`" in section for name in commands)
    options = {option for command in commands.values() for each in command.params for option in each.opts}
    assert {option for option in options if f"`{option}`" not in section} == set()
