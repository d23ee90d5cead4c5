"""One driver per checkpoint."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hub.errors import EXIT_LEASE_HELD, LeaseHeld
from spark_jobs.stream.lease import exclusive_lease

_HOLDER = """
import sys
from pathlib import Path
from spark_jobs.stream.lease import exclusive_lease
with exclusive_lease(Path(sys.argv[1]), "checkpoints/stream"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold_elsewhere(directory: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(directory)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_instance_is_refused_with_the_pid_of_the_first(tmp_path: Path) -> None:
    with (
        exclusive_lease(tmp_path, "checkpoints/stream"),
        pytest.raises(LeaseHeld, match=str(os.getpid())) as refused,
        exclusive_lease(tmp_path, "checkpoints/stream"),
    ):
        pytest.fail("the second lease was granted")
    assert refused.value.exit_code == EXIT_LEASE_HELD


def test_another_checkpoint_has_a_lease_of_its_own(tmp_path: Path) -> None:
    with exclusive_lease(tmp_path, "one/stream"), exclusive_lease(tmp_path, "two/stream"):
        assert len(list(tmp_path.iterdir())) == 2


def test_a_killed_holder_frees_the_lease(tmp_path: Path) -> None:
    with hold_elsewhere(tmp_path) as holder:
        with pytest.raises(LeaseHeld, match=str(holder.pid)), exclusive_lease(tmp_path, "checkpoints/stream"):
            pytest.fail("the second lease was granted")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with exclusive_lease(tmp_path, "checkpoints/stream"):
            assert holder.returncode == -signal.SIGKILL
