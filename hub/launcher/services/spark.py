"""The stack's own Spark cluster: a standalone master and one worker, which runs the executors."""

import http.client
import json

from hub.launcher.ports import LOOPBACK, free_port
from hub.launcher.service import Service
from hub.launcher.stack import Stack
from hub.settings import Settings
from hub.spark_submit import SPARK_ENVIRONMENT, environment

# The stream all day, and one batch job beside it.
JOBS = 2
_CLASS = str(SPARK_ENVIRONMENT / "bin" / "spark-class")
_SECONDS = 300


def start_spark(stack: Stack) -> str:
    """Start master and worker, wait until the worker is registered; return the master's address."""
    settings, page = stack.settings, free_port()
    variables = environment(settings) | {"SPARK_DAEMON_MEMORY": "256m", "SPARK_NO_DAEMONIZE": "1"}
    options = ("--host", LOOPBACK, "--port", str(settings.spark_port), "--webui-port", str(page))
    master = (_CLASS, "org.apache.spark.deploy.master.Master", *options)
    stack.start(Service("spark-master", master, variables, settings.spark_port, f"http://{LOOPBACK}:{page}/"))
    stack.await_ready("spark-master", lambda: workers(page) is not None, seconds=_SECONDS)
    # What an executor leaves behind goes when its application is over.
    variables |= {"SPARK_WORKER_OPTS": "-Dspark.worker.cleanup.enabled=true"}
    stack.start(Service("spark-worker", worker(settings), variables))
    stack.await_ready("spark-worker", lambda: bool(workers(page)), seconds=_SECONDS)
    return settings.spark_master


def worker(settings: Settings) -> tuple[str, ...]:
    """Return the command line of a worker with room for the jobs that run at the same time."""
    size = int(settings.spark_executor_memory[:-1]) * JOBS
    memory = f"{size}{settings.spark_executor_memory[-1]}"
    offered = ("--cores", str(settings.spark_cores * JOBS), "--memory", memory)
    places = ("--host", LOOPBACK, "--webui-port", "0", "--work-dir", str(settings.root / "spark-work"))
    return (_CLASS, "org.apache.spark.deploy.worker.Worker", *places, *offered, settings.spark_master)


def workers(page: int) -> int | None:
    """Return how many workers the master whose page is on this port has, None while it does not answer."""
    connection = http.client.HTTPConnection(LOOPBACK, page, timeout=5)
    try:
        connection.request("GET", "/json/")
        told: dict[str, int] = json.loads(connection.getresponse().read())
        return told["aliveworkers"]
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return None
    finally:
        connection.close()
