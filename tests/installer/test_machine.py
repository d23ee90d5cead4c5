"""A machine that cannot take the set-up is told so before anything is downloaded."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from hub.installer import machine


def test_a_machine_that_fits_has_no_problems(tmp_path: Path) -> None:
    assert machine.problems(tmp_path) == []


def test_a_full_disk_is_told_with_what_is_free_and_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=200_000_000))
    (problem,) = machine.problems(tmp_path)
    assert problem.startswith(f"The disk of {tmp_path} has 0.2 GB free, set-up needs ")
    assert problem.endswith("Make room there.")


def test_an_old_python_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.sys, "version_info", (3, 10, 12))
    (problem,) = machine.problems(tmp_path)
    assert problem == ("Python 3.10.12 is too old. Install Python 3.11 or newer, or name one: make PYTHON=python3.12")


def test_a_python_without_venv_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda name: None)
    assert "Install the package python3-venv." in machine.problems(tmp_path)[0]
