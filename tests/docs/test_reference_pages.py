"""The reference pages tell what the program does: all of it, and nothing else."""

import re
from pathlib import Path

import pytest
import typer.main

from hub.launcher.cli import app
from hub.settings_page import page
from hub.spark_submit import REPOSITORY

DOCS = REPOSITORY / "docs"
COMMANDS = typer.main.get_command(app).commands
_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")


def _section(command: str) -> str:
    text = (DOCS / "reference" / "commands.md").read_text()
    return text.partition(f"### hub {command}\n")[2].partition("\n### ")[0]


def test_the_settings_page_is_written_from_the_settings() -> None:
    assert (DOCS / "reference" / "settings.md").read_text() == page(), (
        "Run: python -m hub.settings_page > docs/reference/settings.md"
    )


def test_the_commands_page_describes_every_command_and_no_other() -> None:
    described = re.findall(r"^### hub (\w+)$", (DOCS / "reference" / "commands.md").read_text(), re.MULTILINE)
    assert sorted(described) == sorted(COMMANDS)


def test_the_commands_page_describes_every_option() -> None:
    lacking = {
        f"hub {name} {option}"
        for name, command in COMMANDS.items()
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.hidden
        for option in parameter.opts
        if f"`{option}`" not in _section(name)
    }
    assert lacking == set()


def test_the_commands_page_describes_every_target_of_make() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    described = re.findall(r"^\| `make ([a-z-]+)`", (DOCS / "reference" / "commands.md").read_text(), re.MULTILINE)
    assert sorted(described) == sorted(targets)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(DOCS)))
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    broken = [link for link in _LINK.findall(path.read_text()) if not (path.parent / link).exists()]
    assert broken == []
