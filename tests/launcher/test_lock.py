"""One launcher per folder."""

import os
from pathlib import Path

import pytest

from hub.errors import EXIT_LEASE_HELD, LeaseHeld
from hub.launcher.lock import StackLock, lock_holder


def test_a_second_launcher_in_the_same_folder_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    with StackLock(tmp_path), pytest.raises(LeaseHeld) as refused, StackLock(tmp_path, wait=False):
        pass
    assert f"already runs in {tmp_path} (pid {os.getpid()})" in str(refused.value)
    assert refused.value.exit_code == EXIT_LEASE_HELD


def test_the_holder_is_known_while_it_holds_and_nobody_afterwards(tmp_path: Path) -> None:
    assert lock_holder(tmp_path) is None
    with StackLock(tmp_path):
        assert lock_holder(tmp_path) == os.getpid()
    assert lock_holder(tmp_path) is None


def test_launchers_in_different_folders_do_not_meet(tmp_path: Path) -> None:
    with StackLock(tmp_path / "one"), StackLock(tmp_path / "other", wait=False):
        assert lock_holder(tmp_path / "one") == lock_holder(tmp_path / "other") == os.getpid()
