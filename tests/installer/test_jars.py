"""Jars come as the lock file lists them, byte for byte, or not at all."""

import hashlib
from pathlib import Path
from xml.etree.ElementTree import fromstring

from hub.installer.jars import DIRECTORY, LOCK, Jar, ivy_module, missing_jars, read_lock
from hub.spark_submit import REPOSITORY


def _jar(content: bytes, name: str = "delta-storage") -> Jar:
    return Jar("spark", "io.delta", name, "4.4.0", len(content), hashlib.sha256(content).hexdigest())


def _place(jar: Jar, directory: Path, content: bytes) -> None:
    path = directory / jar.set / jar.file_name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_what_is_installed_is_what_is_locked() -> None:
    locked = read_lock(LOCK.read_text())
    assert missing_jars(locked, REPOSITORY / DIRECTORY) == []
    for kind in ("spark", "kafka", "s3"):
        listed = {jar.file_name for jar in locked if jar.set == kind}
        assert {path.name for path in (REPOSITORY / DIRECTORY / kind).glob("*.jar")} == listed


def test_a_jar_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    jar = _jar(b"content")
    _place(jar, tmp_path, b"content")
    assert missing_jars([jar], tmp_path) == []


def test_a_jar_that_was_cut_off_or_changed_is_fetched_again(tmp_path: Path) -> None:
    cut_off, changed, absent = (_jar(b"content", name) for name in ("cut-off", "changed", "absent"))
    _place(cut_off, tmp_path, b"conte")
    _place(changed, tmp_path, b"cONTENT")
    assert missing_jars([cut_off, changed, absent], tmp_path) == [cut_off, changed, absent]


def test_ivy_is_asked_for_exactly_the_listed_jars_and_nothing_that_they_depend_on() -> None:
    (dependency,) = fromstring(ivy_module([_jar(b"")])).iter("dependency")
    assert dependency.attrib == {"org": "io.delta", "name": "delta-storage", "rev": "4.4.0", "transitive": "false"}


def test_spark_gets_no_second_netty() -> None:
    assert [jar.name for jar in read_lock(LOCK.read_text()) if jar.set == "s3" and jar.organisation == "io.netty"] == []


def test_the_lock_file_names_no_host() -> None:
    assert "://" not in LOCK.read_text()
