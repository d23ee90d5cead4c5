"""Runtimes that come as wheels, unpacked beside the environments rather than into them."""

import subprocess
from pathlib import Path

_UV = Path(".cache/bootstrap/bin/uv")


def install_wheel(name: str, target: Path) -> Path:
    """Unpack the pins of `requirements/NAME.txt`, checked by their hashes, into `target`; return it, absolute."""
    pins = Path("requirements") / f"{name}.txt"
    command = [str(_UV), "pip", "install", "--require-hashes", "--requirement", str(pins), "--target", str(target)]
    subprocess.run(command, check=True)
    return target.resolve()
