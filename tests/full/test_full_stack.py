"""The full stack as plain processes: exact over REST, reconciled, and nothing lost when its S3 server is killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hub.airflow_client import AirflowClient
from hub.launcher.members import members
from hub.launcher.secrets import stack_secrets
from tests.full.served import TOPIC, Api, bootstrap, recounted
from tests.launcher.stack import Stack, new_stack
from tests.support.generator import GeneratorRun, generate
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.full, pytest.mark.kafka, pytest.mark.spark, pytest.mark.airflow, pytest.mark.s3]

PORTS = ("HUB_S3_PORT", "HUB_DATABASE_PORT", "HUB_REDIS_PORT", "HUB_SPARK_PORT")
SERVERS = {"s3", "postgresql", "redis", "spark-master", "spark-worker"}
ALWAYS = {"kafka", "django", "airflow-api", "airflow-scheduler", "airflow-dag-processor"}
START = ("up", "--detach", "--no-browser", "--no-generator")
DISTURBED = ("--duplicates=0.03", "--late=0.05", "--broken=0.02")
SECONDS = 300


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """A full stack that runs. Its folder is open to PostgreSQL's user, in case root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="hub-full-"))
    folder.chmod(0o711)
    stack = new_stack(folder / "hub", *PORTS)
    try:
        done = stack.hub(*START, "--profile=full")
        assert done.returncode == 0, done.stdout + done.stderr
        yield stack
    finally:
        stack.hub("down")
        shutil.rmtree(folder)


def _await_exact(stack: Stack, api: Api) -> None:
    expected = recounted(stack)
    wait_until(lambda: api.served() == expected, seconds=SECONDS, what=f"the recount {expected} to be served", every=1)


def test_every_server_is_ready(stack: Stack) -> None:
    states = {each["name"]: each["state"] for each in stack.status()["services"]}
    assert states == dict.fromkeys(SERVERS | ALWAYS, "ready")


def test_everything_listens_on_loopback_only(stack: Stack) -> None:
    listening = {
        connection.laddr.ip.removeprefix("::ffff:")
        for process in members(stack.home)
        for connection in process.net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_no_secret_is_on_a_command_line(stack: Stack) -> None:
    kept = stack_secrets(stack.home).values()
    lines = [" ".join(process.cmdline()) for process in members(stack.home)]
    assert len(lines) > len(SERVERS | ALWAYS)
    assert [line for line in lines if any(secret in line for secret in kept)] == []


def test_processes_of_django_share_the_count_of_log_in_attempts(stack: Stack) -> None:
    (django,) = (each["pid"] for each in stack.status()["services"] if each["name"] == "django")
    program = (
        "import django, time; django.setup()\n"
        "from backend.api.throttles import LOGIN_ATTEMPTS\n"
        "print([LOGIN_ATTEMPTS.allow('192.0.2.1') for _ in range(LOGIN_ATTEMPTS.limit)].count(True), time.time() // 60)"
    )

    def attempts() -> list[str]:
        command = [sys.executable, "-c", program]
        environment = psutil.Process(django).environ()
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()

    wait_until(lambda: time.time() % 60 < 40, seconds=60, what="time enough in this minute")
    first, second = attempts(), attempts()
    assert first[1] == second[1], "The minute ended in between."
    assert (int(first[0]), int(second[0])) == (10, 0)


def test_what_is_served_is_the_recount_before_and_after_a_reconciliation(stack: Stack) -> None:
    api = Api(stack)
    generate(bootstrap(stack), TOPIC, "--count=3000", "--past=2h", "--seed=11", *DISTURBED)
    _await_exact(stack, api)
    assert api.summary()["settled"] == "0.0000"
    airflow = AirflowClient(
        f"http://127.0.0.1:{stack.ports['HUB_AIRFLOW_PORT']}", "admin", stack_secrets(stack.home)["AIRFLOW_PASSWORD"]
    )
    assert airflow.call("PATCH", "/api/v2/dags/reconcile", {"is_paused": False}).status == 200
    started = airflow.call("POST", "/api/v2/dags/reconcile/dagRuns", {"logical_date": None, "conf": {}})
    run = f"/api/v2/dags/reconcile/dagRuns/{started.body['dag_run_id']}"
    states = {"success", "failed"}
    wait_until(
        lambda: airflow.call("GET", run).body["state"] in states, seconds=SECONDS, what="the reconciliation", every=1
    )
    assert airflow.call("GET", run).body["state"] == "success"
    wait_until(lambda: api.summary()["settled"] == "1.0000", seconds=SECONDS, what="the publication to be served")
    (published,) = api.get("publications/")["results"]
    assert published["verdict"] == "passed"
    assert api.served() == recounted(stack)


def test_killing_the_s3_server_loses_nothing(stack: Stack) -> None:
    (pid,) = (each["pid"] for each in stack.status()["services"] if each["name"] == "s3")
    before = stack.status()["stream"]["ingest_seq"]
    with GeneratorRun(bootstrap(stack), TOPIC, "--count=2000", "--rate=300", "--seed=12", *DISTURBED):
        wait_until(lambda: stack.status()["stream"]["ingest_seq"] > before, seconds=SECONDS, what="a batch", every=0.2)
        os.kill(pid, signal.SIGKILL)
        stack.await_gone()
        assert stack.status()["running"] is False
    done = stack.hub(*START)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {each["name"] for each in stack.status()["services"]} >= SERVERS
    generate(bootstrap(stack), TOPIC, "--count=500", "--seed=13", *DISTURBED)
    _await_exact(stack, Api(stack))


def test_it_goes_down_and_leaves_no_process(stack: Stack) -> None:
    assert stack.hub("down").returncode == 0
    stack.await_gone()
