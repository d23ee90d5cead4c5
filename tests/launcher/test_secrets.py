"""A stack's secrets are made once, and only their owner can read them."""

import base64
import json
from pathlib import Path

from hub.launcher.secrets import NAMES, stack_secrets, write_private


def test_secrets_are_made_at_first_and_kept_from_then_on(tmp_path: Path) -> None:
    made = stack_secrets(tmp_path)
    assert set(made) == set(NAMES)
    assert len(set(made.values())) == len(NAMES)
    assert stack_secrets(tmp_path) == made


def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    stack_secrets(tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_a_newer_version_needs_is_added_to_the_others(tmp_path: Path) -> None:
    write_private(tmp_path / "secrets.json", json.dumps({"HUB_SECRET_KEY": "kept"}))
    made = stack_secrets(tmp_path)
    assert made["HUB_SECRET_KEY"] == "kept"
    assert set(made) == set(NAMES)


def test_airflows_fernet_key_is_32_bytes_in_url_safe_base64(tmp_path: Path) -> None:
    assert len(base64.urlsafe_b64decode(stack_secrets(tmp_path)["AIRFLOW_FERNET_KEY"])) == 32
