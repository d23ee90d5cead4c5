"""The client against a server that answers."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django.live_server_helper import LiveServer

from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token
from backend.alerts.life.feed import AlertFeed
from backend.lake.service import LakeService
from hub.client import Client
from hub.errors import ApiRefused
from hub.launcher.ports import free_port
from tests.backend.lake_writer import LakeWriter
from tests.backend.reports.history import History, minutes
from tests.batch.histories import refund, sale
from tests.batch.lakes import START
from tests.support.airflow import FakeAirflow

_PERIOD = {"from_": START - timedelta(hours=1), "to": START + timedelta(hours=1)}


@pytest.fixture
def served(empty_lake: LakeWriter, service: LakeService, live_server: LiveServer) -> LiveServer:
    """A server of a lake in which a late sale and a refund came between two publications."""
    history = History(empty_lake.settings)
    history.ingest(sale("a", "10.00"), at=START + minutes(1), broken=1)
    history.reconcile(START + minutes(5))
    history.ingest(sale("b", "3.00", platform="shopee"), refund("r", "1.50", of="a"), at=START + minutes(20))
    history.reconcile(START + minutes(25))
    service.refresh_now()
    return live_server


def _client(server: LiveServer, role: str = "viewer") -> Client:
    return Client(server.url, issue_token(user=user_of_role(role=role), role=role)[1])


def test_money_is_exact_and_moments_have_a_zone(served: LiveServer) -> None:
    summary = _client(served).summary(**_PERIOD)

    assert [(row.platform, row.revenue) for row in summary.results] == [
        ("amazon", Decimal("8.50")),
        ("shopee", Decimal("3.00")),
    ]
    assert summary.totals[0].revenue == Decimal("11.50")
    assert summary.from_ == START - timedelta(hours=1)
    assert summary.from_.utcoffset() == timedelta(0)
    assert summary.settled == 1


def test_pages_are_followed_to_the_end_and_each_has_its_receipt(served: LiveServer) -> None:
    windows = _client(served).windows(**_PERIOD, limit=1)
    pages = list(windows.pages())

    assert [len(page.rows) for page in pages] == [1, 1]
    assert [row.platform for row in windows] == ["amazon", "shopee"]
    assert all(page.provenance is not None and page.provenance.receipt.startswith("S2.") for page in pages)


def test_an_answer_is_asked_for_again_by_its_receipt(served: LiveServer) -> None:
    client = _client(served)
    page = client.windows(**_PERIOD).first()
    assert page.provenance is not None

    assert json.loads(client.again(page.provenance.receipt)) == page.body


def test_every_list_and_report_can_be_asked_for(served: LiveServer) -> None:
    client = _client(served)

    assert client.top_products(**_PERIOD).results[0].rank == 1
    assert [each.seam for each in client.publications()] == [2, 1]
    assert [each.verdict for each in client.reconciliations()] == ["passed", "passed"]
    assert [each.reason for each in client.quarantine(from_=START, to=START + timedelta(days=1))] == ["not_json"]
    assert (list(client.stock()), list(client.alerts()), list(client.pins())) == ([], [], [])
    assert client.as_known(at=START + minutes(10), **_PERIOD).totals[0].revenue == Decimal("10.00")
    assert client.refunds(**_PERIOD).totals[0].refunds_by_refund_date == Decimal("1.50")
    assert client.settling().enough is False
    assert client.as_of(at=datetime.now(UTC), **_PERIOD).totals[0].revenue == Decimal("11.50")
    assert client.health()["components"]["lake"]["status"] == "live"


def test_why_a_number_moved_is_a_waterfall_with_its_events(served: LiveServer) -> None:
    asked = {
        "from_at": START + minutes(10),
        "to_at": START + minutes(30),
        "period_from": _PERIOD["from_"],
        "period_to": _PERIOD["to"],
    }
    client = _client(served)
    (waterfall,) = client.why(**asked).results

    assert [(bar.cause, bar.revenue) for bar in waterfall.bars] == [
        ("late", Decimal("3.00")),
        ("refund", Decimal("-1.50")),
    ]
    assert waterfall.start.revenue + sum(bar.revenue for bar in waterfall.bars) == waterfall.end.revenue
    assert [event.event_id for event in client.why_events(**asked, limit=1)] == ["b", "r"]
    assert client.report_file("why", "text/csv", **asked).startswith(b"currency,")


def test_a_report_is_pinned_and_read_back_exactly(served: LiveServer) -> None:
    analyst = _client(served, "analyst")
    pin = analyst.pin(analyst.summary(**_PERIOD).receipt, name="Revenue", reason="Shown to the board.")

    assert [each.pin_id for each in analyst.pins()] == [pin.pin_id]
    assert hashlib.sha256(analyst.pinned_report(pin.pin_id)).hexdigest() == pin.sha256


def test_a_pinned_report_is_printed_and_compared_with_today(served: LiveServer) -> None:
    analyst = _client(served, "analyst")
    pin = analyst.pin(analyst.summary(**_PERIOD).receipt, name="Revenue", reason="Shown to the board.")
    compared = analyst.compare_pin(pin.pin_id)

    assert pin.sha256 is not None
    assert pin.sha256 in analyst.pinned_page(pin.pin_id)
    assert (compared.changed, compared.then.settled, compared.settled) == (0, 1, 1)
    row = compared.results[0]
    assert row.then is not None
    assert row.change is not None
    assert (row.platform, row.then.revenue, row.change.revenue) == ("amazon", Decimal("8.50"), Decimal("0.00"))
    assert row.window_start is None


def test_a_token_of_ones_own_is_made_used_and_withdrawn(served: LiveServer) -> None:
    operator = _client(served, "operator")
    made = operator.create_token(name="wall display", expires_at=None)
    wall = Client(served.url, made.token)

    assert (wall.me().role, made.role, made.expires_at) == ("operator", "viewer", None)
    with pytest.raises(ApiRefused, match="role operator"):
        wall.reconcile()
    assert made.id in [each.id for each in operator.tokens()]
    operator.revoke_token(made.id)
    with pytest.raises(ApiRefused) as refused:
        wall.me()
    assert refused.value.code == "authentication_failed"
    admin = _client(served, "admin")
    (revoked,) = admin.audit_log(actor="hub-operator", action="token.revoke")
    assert revoked.target == made.hint


def test_a_channel_is_made_changed_and_ended(served: LiveServer) -> None:
    admin = _client(served, "admin")
    made = admin.create_channel(name="shop", kind="webhook", target="https://hooks.example/a")
    changed = admin.change_channel(made.id, enabled=False)

    assert made.secret
    assert [each.id for each in admin.channels()] == [changed.id]
    assert not changed.enabled
    assert list(admin.deliveries(state="dead", channel=made.id)) == []
    with pytest.raises(ApiRefused) as refused:
        admin.send_again(1)
    assert refused.value.status == 404
    admin.delete_channel(made.id)
    assert list(admin.channels()) == []


def test_an_alert_is_acknowledged_and_resolved(lake: LakeWriter, service: LakeService, live_server: LiveServer) -> None:
    feed = AlertFeed(service.settings, lambda: service.latest, lambda lives, new: None, shown=20)
    service.refresh_now()
    feed.step()
    lake.batch(alerts=[{"rule_id": "HIGH_TICKET", "rule_version": 1}])
    service.refresh_now()
    feed.step()
    operator = _client(live_server, "operator")
    (alert,) = operator.alerts()

    assert operator.acknowledge(alert.alert_id, note="asked the seller").steps[-1].note == "asked the seller"
    assert operator.resolve(alert.alert_id).resolution == "by_hand"
    with pytest.raises(ApiRefused) as refused:
        operator.acknowledge(alert.alert_id)
    assert (refused.value.code, refused.value.data["state"]) == ("alert_moved_on", "resolved")


def test_a_rule_is_made_changed_and_deleted(served: LiveServer) -> None:
    operator = _client(served, "operator")
    made = operator.create_rule(
        name="Dear", metric="sale_total", comparison="above", threshold=Decimal("500.00"), platforms=("amazon",)
    )
    changed = operator.change_rule(made.rule_id, threshold=Decimal("600.10"), version=made.version)

    assert (made.platforms, changed.threshold) == (("amazon",), Decimal("600.10"))
    assert [rule.version for rule in operator.rule(made.rule_id).history] == [changed.version, made.version]
    with pytest.raises(ApiRefused, match="version") as refused:
        operator.change_rule(made.rule_id, enabled=False, version=made.version)
    assert (refused.value.code, refused.value.status) == ("rule_changed", 409)
    operator.delete_rule(made.rule_id)
    assert made.rule_id not in [rule.rule_id for rule in operator.rules()]


def test_a_reconciliation_is_started_and_followed_to_its_end(served: LiveServer, airflow: FakeAirflow) -> None:
    operator = _client(served, "operator")
    run = operator.reconcile(until=START + minutes(30), reason="month end")
    seen = []
    for each in operator.follow(run, every=0.01):
        seen.append(each.state)
        next(iter(airflow.runs.values()))["state"] = {"queued": "running", "running": "success"}.get(each.state, "")

    assert seen == ["queued", "running", "success"]
    assert next(iter(airflow.runs.values()))["conf"]["reason"] == "month end"


def test_a_rule_is_tested_on_the_past_and_a_replay_is_planned(served: LiveServer, airflow: FakeAirflow) -> None:
    airflow.dags.add("backtest")
    rule = {"metric": "sale_total", "comparison": "above", "threshold": Decimal("500.00")}
    tested = _client(served, "analyst").backtest(rule, from_=START, to=START + timedelta(days=1))
    planned = _client(served, "operator").replay(what="speed")

    assert (tested.dag_id, tested.params["rule"]["threshold"]) == ("backtest", "500.00")
    assert (planned.dag_id, planned.params["what"], planned.params["dry_run"]) == ("replay", "speed", True)


def test_what_is_refused_says_why_and_what_to_do(served: LiveServer) -> None:
    with pytest.raises(ApiRefused) as refused:
        _client(served).windows(window=61).first()
    assert (refused.value.code, refused.value.status) == ("bad_parameter", 400)
    assert refused.value.message
    assert refused.value.hint

    with pytest.raises(ApiRefused) as forbidden:
        _client(served).reconcile()
    assert (forbidden.value.code, forbidden.value.status) == ("permission_denied", 403)


def test_a_time_without_a_zone_is_not_sent(served: LiveServer) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        _client(served).summary(from_=datetime(2026, 11, 24), to=START)  # noqa: DTZ001


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(ApiRefused) as refused:
        Client(f"http://127.0.0.1:{free_port()}").health()
    assert (refused.value.code, refused.value.status) == ("unreachable", 0)
