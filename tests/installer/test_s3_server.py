"""The S3 server is built from the source that is locked, with a Go that fits."""

from pathlib import Path

import pytest

from hub.installer.s3_server import MODULE, SERVER, find_go, go_version, needed_go, server_version
from hub.spark_submit import REPOSITORY


def _fake_go(directory: Path, version: str) -> Path:
    directory.mkdir()
    go = directory / "go"
    go.write_text(f"#!/bin/bash\necho 'go version go{version} linux/amd64'\n")
    go.chmod(0o755)
    return go


@pytest.mark.parametrize(("told", "version"), [("1.26.8", (1, 26)), ("1.25", (1, 25)), ("1.27rc1", (1, 27))])
def test_the_version_is_read_however_it_is_written(told: str, version: tuple[int, int], tmp_path: Path) -> None:
    assert go_version(_fake_go(tmp_path / "bin", told)) == version


def test_something_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert go_version(tmp_path / "nothing") == (0, 0)


def test_a_go_that_fits_is_used(tmp_path: Path) -> None:
    go = _fake_go(tmp_path / "bin", "{}.{}.1".format(*needed_go()))
    assert find_go(str(go.parent)) == go


def test_a_go_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    assert find_go(str(_fake_go(tmp_path / "bin", "1.19.8").parent)) is None


def test_the_server_and_all_that_it_is_made_of_have_checksums() -> None:
    sums = (MODULE / "go.sum").read_text()
    assert f"github.com/versity/versitygw {server_version()} h1:" in sums
    required = [line.split()[:2] for line in (MODULE / "go.mod").read_text().splitlines() if line.startswith("\t")]
    lacking = [name for name, version in required if f"{name} {version} h1:" not in sums]
    assert lacking == []


def test_it_is_built() -> None:
    assert (REPOSITORY / SERVER).is_file()
