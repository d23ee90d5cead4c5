"""Bringing the jars of `jars.lock`: fetched by the Ivy that pyspark ships, checked by size and SHA-256."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from hub.errors import HubError

LOCK = Path(__file__).with_name("jars.lock")
DIRECTORY = Path(".cache/jars")
# What every stack needs; `s3` is for those with a lake in an S3 store.
ALWAYS = ("spark", "kafka")
JAVA = Path(".cache/runtimes/java/bin/java")
_IVY_PATTERN = "*/site-packages/pyspark/jars/ivy-*.jar"
# Maven Central is Ivy's default; the POMs are not needed, because the list is complete.
_SETTINGS = """<ivysettings><settings defaultResolver="central"/>
<resolvers><ibiblio name="central" m2compatible="true" usepoms="false"/></resolvers></ivysettings>"""
_FETCHED = re.compile(r"\[SUCCESSFUL \] [^#]+#(?P<name>[^;]+);(?P<revision>[^!]+)!")


@dataclass(frozen=True)
class Jar:
    """One jar of a set, with what its file must be."""

    set: str
    organisation: str
    name: str
    revision: str
    size: int
    sha256: str

    @property
    def file_name(self) -> str:
        """The name of its file, which is also the one in the repository."""
        return f"{self.name}-{self.revision}.jar"


def read_lock(text: str) -> list[Jar]:
    """Return the jars that a lock file lists."""
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    jars = []
    for kind, coordinate, size, sha256 in lines:
        organisation, name, revision = coordinate.split(":")
        jars.append(Jar(kind, organisation, name, revision, int(size), sha256))
    return jars


def is_whole(jar: Jar, path: Path) -> bool:
    """Whether the file at `path` is that jar, byte for byte."""
    if not path.is_file() or path.stat().st_size != jar.size:
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == jar.sha256


def missing_jars(jars: Iterable[Jar], directory: Path) -> list[Jar]:
    """Return the jars that are not, or not whole, under `directory/SET`."""
    return [jar for jar in jars if not is_whole(jar, directory / jar.set / jar.file_name)]


def ivy_module(jars: Iterable[Jar]) -> str:
    """Return an Ivy module that depends on exactly these jars."""
    module = Element("ivy-module", version="2.0")
    SubElement(module, "info", organisation="hub", module="jars")
    SubElement(SubElement(module, "configurations"), "conf", name="default")
    dependencies = SubElement(module, "dependencies", defaultconf="default->*")
    for jar in jars:
        SubElement(
            dependencies, "dependency", org=jar.organisation, name=jar.name, rev=jar.revision, transitive="false"
        )
    return tostring(module, encoding="unicode")


def _fetch(jars: list[Jar], scratch: Path) -> Iterator[str]:
    """Fetch these jars into `scratch`, telling each one's file name as it arrives. Raises HubError."""
    (scratch / "settings.xml").write_text(_SETTINGS)
    (scratch / "ivy.xml").write_text(ivy_module(jars))
    ivy = next(Path(".venv/lib").glob(_IVY_PATTERN))
    command = [str(JAVA), "-jar", str(ivy), "-settings", f"{scratch}/settings.xml", "-ivy", f"{scratch}/ivy.xml"]
    command += ["-cache", f"{scratch}/cache", "-confs", "default", "-types", "jar", "bundle"]
    command += ["-retrieve", f"{scratch}/[artifact]-[revision].[ext]"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    told = []
    for line in process.stdout or ():
        told.append(line)
        if match := _FETCHED.search(line):
            yield f"{match['name']}-{match['revision']}.jar"
    if process.wait() != 0:
        raise HubError(
            f"Ivy could not fetch the jars (exit code {process.returncode}):\n{''.join(told[-20:])}",
            hint="Check that Maven Central is reached (Java takes a proxy from JAVA_TOOL_OPTIONS), then run it again.",
        )


def bring(jars: list[Jar], directory: Path) -> None:
    """Fetch, check and place the jars of one set, saying how far it is. Raises HubError when one is not as locked."""
    sizes = {jar.file_name: jar.size for jar in jars}
    total, arrived = sum(sizes.values()), 0
    with tempfile.TemporaryDirectory(prefix="hub-jars-") as scratch:
        for number, name in enumerate(_fetch(jars, Path(scratch)), start=1):
            arrived += sizes[name]
            sys.stdout.write(f"  {number}/{len(jars)} {name} ({arrived / 1e6:.1f} of {total / 1e6:.1f} MB)\n")
            sys.stdout.flush()
        for jar in jars:
            fetched, place = Path(scratch) / jar.file_name, directory / jar.set / jar.file_name
            if not is_whole(jar, fetched):
                raise HubError(
                    f"{jar.file_name} is not the file that {LOCK.name} names (SHA-256 {jar.sha256}).",
                    hint="It changed on the way, or the lock file is wrong. Run it again; nothing was kept.",
                )
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(fetched, place)


def main(sets: Sequence[str]) -> int:
    """Bring whatever the lock file lists of these sets and `.cache/jars` lacks; remove what it does not list."""
    locked = read_lock(LOCK.read_text())
    for kind in sets:
        listed = [jar for jar in locked if jar.set == kind]
        if wanted := missing_jars(listed, DIRECTORY):
            sys.stdout.write(f"Jars of {kind}: {len(wanted)}, {sum(jar.size for jar in wanted) / 1e6:.1f} MB\n")
            sys.stdout.flush()
            try:
                bring(wanted, DIRECTORY)
            except HubError as error:
                sys.stderr.write(f"{error}\n")
                return error.exit_code
        for stray in set((DIRECTORY / kind).glob("*.jar")) - {DIRECTORY / kind / jar.file_name for jar in listed}:
            stray.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ALWAYS))
