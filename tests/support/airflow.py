"""A server on loopback that answers as Airflow documents, with runs that a test moves on."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

USER, PASSWORD = "admin", "a-password"


@dataclass
class FakeAirflow:
    """Its DAGs, its runs, and what it was asked."""

    paused: set[str] = field(default_factory=set)
    dags: set[str] = field(default_factory=lambda: {"reconcile", "replay"})
    runs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    tasks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    outcomes: dict[str, Any] = field(default_factory=dict)
    refuse_params: str = ""
    valid_token: str = "token-1"
    log_ins: int = 0
    url: str = ""

    def answer(self, method: str, address: str, body: Any, token: str) -> tuple[int, Any]:
        """Return the status and the body of the answer to a request."""
        parts = urlsplit(address)
        path = [unquote(part) for part in parts.path.strip("/").split("/")]
        if path == ["auth", "token"]:
            self.log_ins += 1
            fits = body == {"username": USER, "password": PASSWORD}
            return (201, {"access_token": self.valid_token}) if fits else (401, {"detail": "Invalid credentials"})
        if token != f"Bearer {self.valid_token}":
            return 401, {"detail": "Invalid JWT token"}
        match [method, *path[2:]]:
            case ["GET", "dags", dag] if dag in self.dags:
                return 200, {"dag_id": dag, "is_paused": dag in self.paused}
            case ["GET", "dags", dag, "dagRuns"]:
                states = parse_qs(parts.query).get("state")
                runs = [run for run in self.runs.values() if run["dag_id"] == dag]
                chosen = [run for run in runs if states is None or run["state"] in states]
                return 200, {"dag_runs": chosen[::-1], "total_entries": len(chosen)}
            case ["POST", "dags", dag, "dagRuns"]:
                return self._start(dag, body)
            case ["GET", "dags", dag, "dagRuns", run] if (dag, run) in self.runs:
                return 200, self.runs[dag, run]
            case ["GET", "dags", dag, "dagRuns", run, "taskInstances"] if (dag, run) in self.runs:
                return 200, {"task_instances": self.tasks.get(run, []), "total_entries": len(self.tasks.get(run, []))}
            case ["GET", "dags", _, "dagRuns", run, "taskInstances", "verdict", "xcomEntries", "outcome"] if (
                run in self.outcomes
            ):
                return 200, {"key": "outcome", "value": self.outcomes[run]}
        return 404, {"detail": f"{address} was not found"}

    def _start(self, dag: str, body: Any) -> tuple[int, Any]:
        if self.refuse_params:
            return 400, {"detail": self.refuse_params}
        run = {
            "dag_id": dag,
            "dag_run_id": body["dag_run_id"],
            "state": "queued",
            "queued_at": "2026-11-24T15:00:00Z",
            "start_date": None,
            "end_date": None,
            "run_type": "manual",
            "conf": body["conf"],
        }
        if (dag, body["dag_run_id"]) in self.runs:
            return 409, {"detail": "DAGRun with this ID already exists"}
        self.runs[dag, body["dag_run_id"]] = run
        return 200, run


@contextmanager
def fake_airflow() -> Iterator[FakeAirflow]:
    """Run the server while the block lasts."""
    airflow = FakeAirflow()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            status, answer = airflow.answer(self.command, self.path, body, self.headers.get("Authorization", ""))
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = _serve  # noqa: N815 - the names that http.server calls

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    airflow.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield airflow
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
