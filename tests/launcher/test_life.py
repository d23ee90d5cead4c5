"""The life of a whole stack: it starts, it is looked at, it is killed, and it leaves nothing."""

import os
import re
import signal
from urllib.parse import urlsplit

import psutil
import pytest

from hub.errors import EXIT_LEASE_HELD, EXIT_USAGE
from hub.launcher.members import members
from tests.launcher.stack import Stack, new_stack
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.kafka, pytest.mark.spark, pytest.mark.airflow]

SERVICES = {"kafka", "django", "airflow-api", "airflow-scheduler", "airflow-dag-processor", "generator"}


def test_a_start_tells_each_part_where_everything_is_and_how_to_get_in(started: tuple[Stack, str]) -> None:
    stack, said = started
    ready = {
        line.removeprefix("ready").strip().split("  ")[0] for line in said.splitlines() if line.startswith("ready")
    }
    assert ready == {"kafka", "lake", "past sales", "django", "airflow database", "airflow", "stream", "generator"}
    assert f"http://127.0.0.1:{stack.ports['HUB_API_PORT']}/login/link/" in said
    assert f"http://127.0.0.1:{stack.ports['HUB_AIRFLOW_PORT']}/ (user admin, password " in said
    assert "\x1b" not in said


def test_status_tells_every_service_and_how_far_the_stream_is(started: tuple[Stack, str]) -> None:
    stack, _ = started
    status = stack.status()
    services = {each["name"]: each for each in status["services"]}
    assert status["running"] is True
    assert set(services) == SERVICES
    assert {each["state"] for each in services.values()} == {"ready"}
    assert services["kafka"]["port"] == stack.ports["HUB_KAFKA_PORT"]
    assert all(psutil.pid_exists(each["pid"]) for each in services.values())
    assert status["stream"]["ingest_seq"] >= 1
    assert status["stream"]["age"] >= 0


def test_everything_listens_on_loopback_only(started: tuple[Stack, str]) -> None:
    stack, _ = started
    listening = {
        connection.laddr.ip.removeprefix("::ffff:")
        for process in members(stack.home)
        for connection in process.net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_secrets_and_passwords_are_readable_by_their_owner_only(started: tuple[Stack, str]) -> None:
    stack, _ = started
    for name in ("secrets.json", "airflow/passwords.json"):
        assert (stack.home / name).stat().st_mode & 0o777 == 0o600, name


def test_the_log_in_link_works_once(started: tuple[Stack, str]) -> None:
    stack, said = started
    link = re.search(r"http://\S+/login/link/\S+", said)
    assert link is not None
    path = urlsplit(link[0]).path
    assert stack.get(path) == 302
    assert stack.get(path) == 410


def test_a_token_of_a_role_opens_the_api(started: tuple[Stack, str]) -> None:
    stack, _ = started
    token = stack.hub("token", "--role", "viewer").stdout.strip()
    assert stack.get("/api/alerts/") == 401
    assert stack.get("/api/alerts/", Authorization=f"Token {token}") == 200


def test_an_operator_starts_a_reconciliation_and_follows_it_to_its_end(started: tuple[Stack, str]) -> None:
    stack, _ = started
    token = stack.hub("token", "--role", "operator").stdout.strip()
    status, run = stack.ask("POST", "/api/reconciliations/", token, {"dry_run": True})
    assert (status, run["outcome"]) == (202, "queued")

    def has_ended() -> bool:
        run.update(stack.ask("GET", run["location"], token)[1])
        return run["state"] in ("success", "failed")

    wait_until(has_ended, seconds=600, what="the end of the run", every=1)
    assert run["outcome"] == "planned", run
    assert run["told"]["plan"]["arrivals"] > 0


def test_a_second_start_in_the_same_folder_is_refused(started: tuple[Stack, str]) -> None:
    stack, _ = started
    done = stack.hub("up", "--no-browser")
    assert done.returncode == EXIT_LEASE_HELD
    assert f"A stack already runs in {stack.home} (pid {stack.status()['pid']})." in done.stderr


def test_a_start_on_its_ports_from_another_folder_names_who_has_them(started: tuple[Stack, str]) -> None:
    stack, _ = started
    done = Stack(stack.home.with_name("other"), stack.ports).hub("up", "--no-browser")
    assert done.returncode == 1
    kafka = next(each["pid"] for each in stack.status()["services"] if each["name"] == "kafka")
    port = stack.ports["HUB_KAFKA_PORT"]
    assert f"Port {port} is taken by pid {kafka} (java). Stop it, or set HUB_KAFKA_PORT." in done.stderr


def test_another_stack_runs_beside_it_in_its_own_folder_and_on_its_own_ports(started: tuple[Stack, str]) -> None:
    stack, _ = started
    other = new_stack(stack.home.with_name("beside"))
    done = other.hub("up", "--detach", "--no-browser", "--no-generator")
    try:
        assert done.returncode == 0, done.stdout + done.stderr
        assert [each.status()["running"] for each in (stack, other)] == [True, True]
        assert [each.get("/api/health/") for each in (stack, other)] == [200, 200]
    finally:
        other.hub("down")
    other.await_gone()
    assert {each["state"] for each in stack.status()["services"]} == {"ready"}


def test_reset_is_refused_while_it_runs(started: tuple[Stack, str]) -> None:
    stack, _ = started
    done = stack.hub("reset", "--yes")
    assert done.returncode == 1
    assert "Stop it with `hub down` first." in done.stderr


def test_killing_the_airflow_worker_leaves_no_driver(started: tuple[Stack, str]) -> None:
    stack, _ = started
    drivers = stack.stream_drivers()
    assert drivers != []
    (scheduler,) = (each["pid"] for each in stack.status()["services"] if each["name"] == "airflow-scheduler")
    workers = {worker for driver in drivers for worker in driver.parents()} & set(
        psutil.Process(scheduler).children(recursive=True)
    )
    for worker in workers - set(drivers):
        worker.kill()
    wait_until(
        lambda: not any(driver.is_running() for driver in drivers), seconds=60, what="the end of the orphaned driver"
    )


# The tests below end the stack; they come last.


def test_killing_the_launcher_with_its_group_leaves_no_process_and_no_port(started: tuple[Stack, str]) -> None:
    stack, _ = started
    os.killpg(os.getpgid(stack.status()["pid"]), signal.SIGKILL)
    stack.await_gone()


def test_it_starts_again_on_its_data_and_goes_down_when_asked(started: tuple[Stack, str]) -> None:
    stack, _ = started
    before = stack.hub("up", "--detach", "--no-browser", "--no-generator")
    assert before.returncode == 0, before.stdout + before.stderr
    assert stack.hub("down").returncode == 0
    stack.await_gone()
    assert stack.status()["running"] is False


def test_a_service_that_cannot_start_shows_the_end_of_its_log_and_stops_the_rest(
    started: tuple[Stack, str],
) -> None:
    stack, _ = started
    (stack.home / "kafka" / "data" / "meta.properties").write_text("version=none\n")
    done = stack.hub("up", "--no-browser")
    assert done.returncode == 1
    assert "kafka ended with exit code" in done.stderr
    assert "The end of its log:" in done.stderr
    assert str(stack.home / "logs" / "kafka.log") in done.stderr
    stack.await_gone()


def test_reset_deletes_everything_it_kept(started: tuple[Stack, str]) -> None:
    stack, _ = started
    assert stack.hub("reset").returncode == EXIT_USAGE
    assert stack.hub("reset", "--yes").returncode == 0
    assert not stack.home.exists()
