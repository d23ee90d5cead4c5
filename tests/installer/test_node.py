"""A Node that fits is used, with the npm beside it."""

from pathlib import Path

import pytest

from hub.installer.node import find_node, node_version


def _fake(directory: Path, name: str, version: str) -> Path:
    directory.mkdir(exist_ok=True)
    path = directory / name
    path.write_text(f"#!/bin/bash\necho {version}\n")
    path.chmod(0o755)
    return path


def test_the_version_is_read(tmp_path: Path) -> None:
    assert node_version(_fake(tmp_path, "node", "v22.4.1")) == (22, 4)


def test_something_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert node_version(tmp_path / "nothing") == (0, 0)


def test_node_and_npm_that_fit_are_found(tmp_path: Path) -> None:
    node, npm = _fake(tmp_path / "bin", "node", "v20.19.0"), _fake(tmp_path / "bin", "npm", "11.0.0")
    assert find_node(f"{tmp_path / 'bin'}") == {"node": node, "npm": npm}


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.3"])
def test_an_older_node_is_passed_over(version: str, tmp_path: Path) -> None:
    _fake(tmp_path / "bin", "node", version)
    _fake(tmp_path / "bin", "npm", "10.0.0")
    assert find_node(str(tmp_path / "bin")) is None


def test_a_node_without_npm_is_passed_over(tmp_path: Path) -> None:
    _fake(tmp_path / "bin", "node", "v22.4.1")
    assert find_node(str(tmp_path / "bin")) is None
