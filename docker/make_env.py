"""Print a `.env` with a new secret for each variable that docker-compose.yml demands.

python3 docker/make_env.py > .env
"""

import re
import secrets
import sys
from pathlib import Path

COMPOSE = Path(__file__).resolve().parent.parent / "docker-compose.yml"


def demanded() -> list[str]:
    """Return the variables without which the stack does not start, each once."""
    return list(dict.fromkeys(re.findall(r"\$\{(\w+):\?", COMPOSE.read_text())))


def secret(name: str) -> str:
    """Return a new secret; Airflow's Fernet key is 32 bytes in URL-safe base64."""
    return secrets.token_urlsafe(32) + ("=" if name == "AIRFLOW_FERNET_KEY" else "")


if __name__ == "__main__":
    sys.stdout.writelines(f"{name}={secret(name)}\n" for name in demanded())
