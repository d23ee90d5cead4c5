"""The reference page of the generator says what the command does."""

import re
from dataclasses import asdict
from pathlib import Path

import typer

from generator.cli import app
from generator.disturbances import Rates

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "generator.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(--[a-z-]+)[^`]*` \| ([^|]+) \|", PAGE, re.MULTILINE))


def test_the_page_lists_every_option_and_no_other() -> None:
    options = {name for option in typer.main.get_command(app).params for name in option.opts}
    assert set(ROWS) == options - {"--help"}


def test_the_page_gives_the_usual_rates() -> None:
    for name, rate in asdict(Rates()).items():
        assert ROWS[f"--{name.replace('_', '-')}"] == str(rate)
