"""The secrets of a stack: made at its first start, kept in one file that only its owner can read."""

import json
import os
import secrets
from pathlib import Path

_BYTES = 32
NAMES = (
    "HUB_SECRET_KEY",
    "AIRFLOW_PASSWORD",
    "AIRFLOW_JWT_SECRET",
    "AIRFLOW_SECRET_KEY",
    "AIRFLOW_FERNET_KEY",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "POSTGRESQL_PASSWORD",
    "REDIS_PASSWORD",
)


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, with mode 0600 from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.unlink(missing_ok=True)
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    scratch.replace(path)


def stack_secrets(root: Path) -> dict[str, str]:
    """Return the secrets of the stack in `root`, making those that it does not have yet."""
    path = root / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    # URL-safe base64 of 32 bytes is also what Airflow's Fernet key must be.
    made = {name: secrets.token_urlsafe(_BYTES) for name in NAMES if name not in kept}
    made |= {name: f"{value}=" for name, value in made.items() if name == "AIRFLOW_FERNET_KEY"}
    if made:
        write_private(path, json.dumps(kept | made, indent=1) + "\n")
    return kept | made
