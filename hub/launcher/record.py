"""What a launcher leaves for other commands to read: which services it started, and where they are."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from hub.launcher.secrets import write_private


@dataclass(frozen=True)
class Started:
    """One service as it was started."""

    name: str
    pid: int
    port: int | None
    url: str
    state: str


def write_record(root: Path, services: list[Started]) -> None:
    """Replace the record of the stack in `root`."""
    write_private(root / "run" / "services.json", json.dumps([asdict(each) for each in services], indent=1) + "\n")


def read_record(root: Path) -> list[Started]:
    """Return what the newest launcher recorded; empty when there has been none."""
    path = root / "run" / "services.json"
    return [Started(**each) for each in json.loads(path.read_text())] if path.exists() else []
