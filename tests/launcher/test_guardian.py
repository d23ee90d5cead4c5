"""A launcher that is killed leaves nothing behind, because its guardian stops the stack."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from hub.launcher.members import members
from hub.spark_submit import REPOSITORY
from tests.launcher.programs import SLEEP, await_members, start
from tests.support.waiting import wait_until

_LAUNCHER = """
import signal, sys
from pathlib import Path
from hub.launcher.guardian import Guardian
from hub.launcher.lock import StackLock
root = Path(sys.argv[1])
with StackLock(root):
    guardian = Guardian(root)
    print("ready", flush=True)
    sys.stdin.readline()
    guardian.dismiss()
"""


def _launcher(root: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", _LAUNCHER, str(root)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def test_a_launcher_that_is_killed_with_its_whole_group_leaves_no_process(tmp_path: Path) -> None:
    with start(tmp_path, "kafka", SLEEP), _launcher(tmp_path) as launcher:
        await_members(tmp_path, 1)
        os.killpg(launcher.pid, signal.SIGKILL)
        wait_until(lambda: not members(tmp_path), seconds=20, what="the guardian to stop the stack")


def test_a_guardian_that_is_dismissed_stops_nothing(tmp_path: Path) -> None:
    with start(tmp_path, "kafka", SLEEP) as service, _launcher(tmp_path) as launcher:
        await_members(tmp_path, 1)
        launcher.communicate(b"\n")
        assert launcher.returncode == 0
        assert service.poll() is None
        service.kill()
