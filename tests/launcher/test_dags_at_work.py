"""Every DAG, started on a running stack as a person starts it, and what comes of it."""

import json
import os
import re
import signal
from typing import Any

import pytest
from kafka import KafkaConsumer, KafkaProducer
from playwright.sync_api import expect, sync_playwright

from benchmarks.live import ALERT_EVERY, message
from hub.client import Client
from hub.lake import open_table
from hub.launcher.secrets import stack_secrets
from hub.settings import load_settings
from hub.tables import PUBLICATIONS
from tests.launcher.airflow import Airflow
from tests.launcher.stack import Stack
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.kafka, pytest.mark.spark, pytest.mark.airflow]

CHROMIUM = "/usr/bin/chromium"
# Those that a trigger starts and that need no more; `stream` runs all the time.
ON_REQUEST: dict[str, dict[str, object]] = {
    "reconcile": {},
    "audit": {"sample": 1},
    "maintain": {"dry_run": True},
    "replay": {"what": "quarantine", "dry_run": True},
    "watchdog": {},
}


def _publications(stack: Stack) -> int:
    return open_table(load_settings(home=stack.home), PUBLICATIONS).count()


def test_a_trigger_over_rest_runs_every_dag_to_its_end(started: tuple[Stack, str], airflow: Airflow) -> None:
    stack, _ = started
    assert airflow.dag_ids() >= {*ON_REQUEST, "stream"}
    ended = {dag_id: airflow.ended(dag_id, airflow.trigger(dag_id, **params)) for dag_id, params in ON_REQUEST.items()}
    assert ended == dict.fromkeys(ON_REQUEST, "success")
    assert _publications(stack) == 1
    assert "running" in airflow.runs("stream").values()


def test_a_parameter_that_cannot_be_is_refused_before_anything_runs(airflow: Airflow) -> None:
    with pytest.raises(AssertionError, match="sample"):
        airflow.trigger("audit", sample="many")


def test_a_rule_tested_on_the_past_finds_what_live_has_raised(started: tuple[Stack, str]) -> None:
    stack, _ = started
    analyst = Client(
        f"http://127.0.0.1:{stack.ports['HUB_API_PORT']}", stack.hub("token", "--role", "analyst").stdout.strip()
    )
    *_, run = analyst.follow(analyst.backtest({"rule_id": "HIGH_TICKET"}))
    assert (run.outcome, run.told["status"]) == ("done", "done")
    # The generator goes on: live may have raised more by now, and nothing else.
    raised = {(alert.platform, alert.event_id) for alert in analyst.alerts(alert_type="HIGH_TICKET", limit=500)}
    found = {(alert["platform"], alert["event_id"]) for alert in run.told["newest"]}
    assert found
    assert found <= raised
    assert run.told["alerts"] <= len(raised)


def test_the_fast_path_raises_the_alerts_that_the_stream_of_record_raises(
    started: tuple[Stack, str], airflow: Airflow
) -> None:
    stack, _ = started
    settings = load_settings(home=stack.home, kafka_port=stack.ports["HUB_KAFKA_PORT"])
    run_id = airflow.trigger("alerts")
    consumer = KafkaConsumer(settings.alerts_topic, bootstrap_servers=settings.kafka_bootstrap)
    producer = KafkaProducer(bootstrap_servers=settings.kafka_bootstrap)
    ours, raised = iter(range(1000)), list[dict[str, Any]]()

    def is_raised_both_ways() -> bool:
        producer.send(settings.events_topic, message("fast", next(ours) * ALERT_EVERY))
        records = [record for each in consumer.poll(timeout_ms=200).values() for record in each]
        raised.extend(alert for record in records if (alert := json.loads(record.value))["product_id"] == "PROBE")
        return any(len({alert.get("ingest_seq") is None for alert in same}) == 2 for same in _by_event(raised).values())

    try:
        wait_until(is_raised_both_ways, seconds=120, what="an alert and its candidate")
    finally:
        producer.close()
        consumer.close()
        airflow.fail_task("alerts", run_id, "run")
    # Which of the two comes first is a matter of speed: this query has only begun.
    for same in _by_event(raised).values():
        assert len({tuple(alert[name] for name in ("alert_id", "message", "value", "rule_id")) for alert in same}) == 1
    assert airflow.ended("alerts", run_id) == "failed"


def _by_event(alerts: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    events: dict[str, list[dict[str, Any]]] = {}
    for alert in alerts:
        events.setdefault(alert["event_id"], []).append(alert)
    return events


@pytest.mark.browser
def test_a_person_triggers_a_dag_in_the_page(started: tuple[Stack, str], airflow: Airflow) -> None:
    stack, _ = started
    before = set(airflow.runs("watchdog"))
    url = f"http://127.0.0.1:{stack.ports['HUB_AIRFLOW_PORT']}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{url}/dags/watchdog")
        page.get_by_label("Username").fill("admin")
        page.get_by_label("Password").fill(stack_secrets(stack.home)["AIRFLOW_PASSWORD"])
        page.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).click()
        page.get_by_role("button", name=re.compile("^trigger", re.IGNORECASE)).first.click()
        page.get_by_role("dialog").get_by_role("button", name=re.compile("^trigger", re.IGNORECASE)).last.click()
        wait_until(lambda: bool(set(airflow.runs("watchdog")) - before), seconds=30, what="the run of a click")
        expect(page.get_by_role("dialog")).to_have_count(0)
        browser.close()
    (run_id,) = set(airflow.runs("watchdog")) - before
    assert airflow.ended("watchdog", run_id) == "success"


def test_failing_the_streams_task_ends_its_driver_and_the_next_run_starts(
    started: tuple[Stack, str], airflow: Airflow
) -> None:
    stack, _ = started
    before = {driver.pid for driver in stack.stream_drivers()}
    assert before
    (run_id,) = (run for run, state in airflow.runs("stream").items() if state == "running")
    (task_id,) = airflow.task_states("stream", run_id)
    airflow.fail_task("stream", run_id, task_id)
    wait_until(
        lambda: not before & {driver.pid for driver in stack.stream_drivers()}, seconds=60, what="the end of the driver"
    )
    wait_until(lambda: bool(stack.stream_drivers()), seconds=120, what="the next run's driver", every=0.5)


def test_a_scheduler_killed_in_the_middle_of_a_reconciliation_leaves_one_run_and_no_double_work(
    started: tuple[Stack, str], airflow: Airflow
) -> None:
    stack, _ = started
    publications, runs = _publications(stack), airflow.runs("reconcile")
    run_id = airflow.trigger("reconcile")
    wait_until(
        lambda: airflow.task_states("reconcile", run_id).get("reconcile") == "running",
        seconds=60,
        what="the reconciliation to be at work",
        every=0.2,
    )
    (scheduler,) = (each["pid"] for each in stack.status()["services"] if each["name"] == "airflow-scheduler")
    os.kill(scheduler, signal.SIGKILL)
    stack.await_gone()
    again = stack.hub("up", "--detach", "--no-browser")
    assert again.returncode == 0, again.stdout + again.stderr
    assert airflow.ended("reconcile", run_id) == "success"
    assert airflow.runs("reconcile") == {**runs, run_id: "success"}
    assert _publications(stack) == publications + 1
