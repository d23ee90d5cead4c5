"""A Java that fits is used; one that came as a wheel gets only the options that it can take."""

import subprocess
from pathlib import Path

import pytest

from hub.installer.java import find_java, java_version, wrap_java


def _fake_java(home: Path, version: str) -> Path:
    java = home / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f'#!/bin/bash\n[[ $1 == -version ]] && echo \'openjdk version "{version}"\' >&2\necho "$@"\n')
    java.chmod(0o755)
    return home


@pytest.mark.parametrize(("told", "version"), [("17.0.15", 17), ("25", 25), ("1.8.0_412", 8), ("21.0.2+13-LTS", 21)])
def test_the_version_is_read_however_it_is_written(told: str, version: int, tmp_path: Path) -> None:
    assert java_version(_fake_java(tmp_path / "java", told) / "bin" / "java") == version


def test_something_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert java_version(tmp_path / "nothing") == 0


def test_java_home_goes_before_the_path(tmp_path: Path) -> None:
    home, on_path = _fake_java(tmp_path / "home", "21"), _fake_java(tmp_path / "path", "17.0.1")
    assert find_java({"JAVA_HOME": str(home), "PATH": str(on_path / "bin")}) == home


def test_a_java_home_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old, on_path = _fake_java(tmp_path / "old", "11.0.2"), _fake_java(tmp_path / "path", "17.0.1")
    assert find_java({"JAVA_HOME": str(old), "PATH": str(on_path / "bin")}) == on_path


def test_without_any_java_there_is_none(tmp_path: Path) -> None:
    assert find_java({"PATH": str(tmp_path)}) is None


def test_the_wheels_java_does_not_see_the_module_that_it_lacks(tmp_path: Path) -> None:
    wheel = _fake_java(tmp_path / "wheel", "25")
    wrap_java(tmp_path / "runtime", wheel)
    command = [tmp_path / "runtime" / "bin" / "java", "--add-modules=jdk.incubator.vector", "-cp", "a b", "Main"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "-cp a b Main\n"


def test_the_wheels_java_trusts_the_given_authorities(tmp_path: Path) -> None:
    wheel = _fake_java(tmp_path / "wheel", "25")
    wrap_java(tmp_path / "runtime", wheel, [b"certificate"])
    told = subprocess.run([tmp_path / "runtime" / "bin" / "java", "Main"], capture_output=True, text=True, check=True)
    assert f"-Djavax.net.ssl.trustStore={tmp_path / 'runtime' / 'cacerts'}" in told.stdout
