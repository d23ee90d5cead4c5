"""Pins from the command line."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from hub.errors import HubError
from hub.lake import create_tables
from hub.launcher import pinning
from hub.pins import pin_report
from hub.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A stack with an empty lake."""
    settings = load_settings(home=tmp_path / "hub")
    create_tables(settings)
    return settings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What Django's command was asked."""
    asked: list[tuple[str, ...]] = []

    def ask(settings: Settings, *arguments: str) -> str:
        asked.append(arguments)
        return "id"

    monkeypatch.setattr(pinning, "ask", ask)
    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    return asked


def test_pins_are_listed_with_their_reason(settings: Settings) -> None:
    made = pin_report(
        settings, body=b"{}", receipt="S0", publication_id="p1", name="Day", actor="ana", reason="board meeting"
    )
    told = StringIO()
    Console(width=200, file=told).print(pinning.pin_table(settings))
    text = told.getvalue()

    assert [part for part in (made.pin_id, "ana", "p1", "Day", "board meeting") if part not in text] == []


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("2026-11-24T06:00:00Z-4000", ("--publication", "2026-11-24T06:00:00Z-4000")),
        ("S0.B0.V1.R1.H00.QYQ.Z00", ("--receipt", "S0.B0.V1.R1.H00.QYQ.Z00", "--name", "Day")),
    ],
)
def test_a_receipt_is_told_from_a_publication(
    what: str, kind: tuple[str, ...], settings: Settings, asked: list[tuple[str, ...]]
) -> None:
    assert pinning.make_pin(settings, what, name="Day", reason="why") == "id"
    assert asked == [("pin", *kind, "--reason", "why", "--author", "ana")]


def test_a_pin_without_a_reason_is_refused(settings: Settings, asked: list[tuple[str, ...]]) -> None:
    with pytest.raises(HubError, match="needs a reason"):
        pinning.make_pin(settings, "p1", name="", reason="")
    assert asked == []
