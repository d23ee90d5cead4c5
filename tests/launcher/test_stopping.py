"""Stopping a stack leaves none of its processes and touches no other's."""

from pathlib import Path

from hub.launcher.members import members
from hub.launcher.stopping import stop_request, stop_running, stop_stack
from tests.launcher.programs import DAEMON, IGNORE_SIGTERM, SLEEP, await_members, start


def test_every_process_ends_also_one_that_left_its_parent_and_session(tmp_path: Path) -> None:
    with start(tmp_path, "kafka", SLEEP), start(tmp_path, "airflow-scheduler", DAEMON) as parent:
        assert parent.wait() == 0
        await_members(tmp_path, 2)
        stop_stack(tmp_path)
        assert members(tmp_path) == []


def test_a_process_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    with start(tmp_path, "django", IGNORE_SIGTERM) as stubborn:
        assert stubborn.stdout is not None
        assert stubborn.stdout.readline() == b"ready\n"
        stop_stack(tmp_path)
        assert stubborn.wait() == -9


def test_another_stack_goes_on(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    with start(one, "kafka", SLEEP), start(other, "kafka", SLEEP) as going_on:
        await_members(one, 1)
        await_members(other, 1)
        stop_stack(one)
        assert members(one) == []
        assert going_on.poll() is None
        stop_stack(other)


def test_the_stream_is_asked_to_drain(tmp_path: Path) -> None:
    stop_stack(tmp_path)
    assert stop_request(tmp_path).exists()


def test_where_nothing_runs_there_is_nothing_to_stop(tmp_path: Path) -> None:
    assert stop_running(tmp_path) is False


def test_what_lives_without_a_launcher_is_stopped_too(tmp_path: Path) -> None:
    with start(tmp_path, "kafka", SLEEP):
        await_members(tmp_path, 1)
        assert stop_running(tmp_path) is True
        assert members(tmp_path) == []
