"""Whether this machine can take the set-up: Python, room on the disk. Runs before anything is installed."""

import importlib.util
import shutil
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
GIGABYTE = 1_000_000_000

# Installed sizes, in gigabytes; the caches of the package managers take about as much again while they work.
PARTS = {
    "the product's Python environment": 1.4,
    "Airflow's Python environment": 0.7,
    "jars": 0.1,
    "Java and Node, where missing": 0.4,
    "the dashboard's build": 0.3,
}
RESERVE = 1.5


def problems(directory: Path) -> list[str]:
    """Return what stands in the way of a set-up in `directory`, each with what to do; empty when nothing does."""
    found = []
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < OLDEST_PYTHON:
        found.append(f"Python {version} is too old. Install Python 3.11 or newer, or name one: make PYTHON=python3.12")
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        found.append(f"Python {version} cannot make environments. Install the package python3-venv.")
    needed, free = sum(PARTS.values()) + RESERVE, shutil.disk_usage(directory).free / GIGABYTE
    if free < needed:
        found.append(f"The disk of {directory} has {free:.1f} GB free, set-up needs {needed:.1f} GB. Make room there.")
    return found


def main() -> int:
    """Say what set-up will take; end with 1 when this machine cannot take it."""
    directory = Path.cwd()
    for problem in (found := problems(directory)):
        sys.stderr.write(f"{problem}\n")
    if found:
        return 1
    parts = ", ".join(f"{name} {size} GB" for name, size in PARTS.items())
    free = shutil.disk_usage(directory).free / GIGABYTE
    sys.stdout.write(f"Set-up takes about {sum(PARTS.values()):.1f} GB here ({parts}); {free:.0f} GB are free.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
