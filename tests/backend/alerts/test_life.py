"""The life of alerts in Django: the lake's rows taken in once, and what people do."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from backend.accounts.audit import audit_log
from backend.accounts.services import user_of_role
from backend.alerts.life import selectors, services
from backend.alerts.life.feed import AlertFeed
from backend.alerts.life.selectors import Lives
from backend.alerts.models import Alert, Signal, Transition
from backend.alerts.rules.services import change_rule, delete_rule, ensure_default_rules
from backend.lake.service import LakeService
from hub.settings import load_settings
from hub.tables import ALERT_ENDINGS, ALERTS
from tests.backend.lake_writer import NOON, LakeWriter

pytestmark = pytest.mark.django_db


class Told:
    """What a feed has told."""

    def __init__(self) -> None:
        self.lives: Lives = {}
        self.new: list[str] = []

    def __call__(self, lives: Lives, new: Any) -> None:
        self.lives = lives
        self.new += [alert.alert_id for alert in new]


Step = Callable[[], Told]


def _feed(service: LakeService) -> Step:
    told = Told()
    feed = AlertFeed(service.settings, lambda: service.latest, told, shown=20)

    def step() -> Told:
        service.refresh_now()
        feed.step()
        return told

    return step


@pytest.fixture
def step(lake: LakeWriter, service: LakeService) -> Step:
    """Take in what is in the lake, and return what was told so far."""
    step = _feed(service)
    step()
    return step


def _low(quantity: int, **values: Any) -> dict[str, Any]:
    alert_id = f"low-{quantity}"
    return {
        "alert_id": alert_id,
        "event_id": alert_id,
        "alert_type": "LOW_STOCK",
        "comparison": "below",
        "rule_id": "LOW_STOCK",
        "rule_version": 1,
        "warehouse": "SP-01",
        "value": Decimal(quantity),
        "threshold": Decimal(10),
        "partition": 0,
        **values,
    }


def _ending(lake: LakeWriter, kind: str, **values: Any) -> None:
    """Write a batch with one ending."""
    lake.write_sums()
    level = {"rule_id": "LOW_STOCK", "rule_version": 1, "product_id": "P1", "warehouse": "SP-01"}
    row = {
        "ending_id": f"{kind}-{lake.seq}",
        "ingest_seq": lake.seq,
        "partition": 0,
        "offset": 0,
        "ended_at": lake.ingested_at(lake.seq),
        "kind": kind,
        "platform": "amazon",
        "event_id": f"ends-{lake.seq}",
        "event_time": NOON,
        "value": Decimal(12),
        **(level if kind == "recovered" else {}),
        **values,
    }
    lake.append(ALERT_ENDINGS, [row])
    lake.declare_whole()


def _states() -> dict[str, tuple[str, str]]:
    return {alert.alert_id: (alert.state, alert.resolution) for alert in Alert.objects.all()}


def test_what_fires_before_a_recovery_is_one_alert_and_told_once(lake: LakeWriter, step: Step) -> None:
    lake.batch(alerts=[_low(9, offset=0), _low(8, offset=1)])
    lake.batch(alerts=[_low(7, offset=2)])
    told = step()

    assert _states() == {"low-9": ("open", "")}
    assert told.new == ["low-9"]
    assert {life.part_of for life in told.lives.values()} == {"low-9"}
    assert (Alert.objects.get().events, Alert.objects.get().last_value) == (3, 7)


def test_a_recovery_ends_it_and_what_fires_then_is_another_one(lake: LakeWriter, step: Step) -> None:
    lake.batch(alerts=[_low(9, offset=0)])
    _ending(lake, "recovered")
    step()
    assert _states() == {"low-9": ("resolved", "recovered")}
    lake.batch(alerts=[_low(8, offset=9)])

    assert step().new == ["low-9", "low-8"]
    assert _states()["low-8"] == ("open", "")


def test_a_cancelled_sale_retracts_its_alert(lake: LakeWriter, step: Step) -> None:
    lake.batch(alerts=[{"alert_id": "dear", "event_id": "sale-1", "comparison": "above", "rule_id": "HIGH_TICKET"}])
    step()
    _ending(lake, "cancellation", refers_to="sale-1", product_id="P1", value=Decimal(4000))
    step()

    assert _states() == {"dear": ("resolved", "retracted")}


def test_rows_of_a_batch_that_is_not_whole_are_not_taken_in(lake: LakeWriter, step: Step) -> None:
    lake.write_sums()
    lake.append(ALERTS, [lake.alert_row(**_low(9))])
    step()
    assert _states() == {}

    # The batch never becomes whole: its rows are taken away, and its number is written by another one.
    lake.handle(ALERTS).delete(f"ingest_seq >= {lake.seq}")
    lake.append(ALERTS, [lake.alert_row(**_low(5))])
    lake.declare_whole()
    step()
    assert _states() == {"low-5": ("open", "")}


def test_every_row_is_taken_in_once_whoever_does_it(lake: LakeWriter, step: Step, service: LakeService) -> None:
    lake.batch(alerts=[_low(9)])
    step()
    _feed(service)()
    lake.compact()
    step()
    lake.batch(alerts=[_low(9, partition=3)])
    step()
    lake.batch(alerts=[_low(7, warehouse="RJ-01")])
    lake.batch(alerts=[_low(7, warehouse="RJ-01")])
    step()
    Alert.objects.filter(warehouse="RJ-01").delete()

    assert (Signal.objects.count(), Alert.objects.get().events) == (1, 1)


def test_a_batch_that_fails_in_the_middle_leaves_nothing_behind(
    lake: LakeWriter, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.batch(alerts=[_low(9, warehouse="A", offset=0), _low(8, warehouse="B", offset=1)])
    create = Transition.objects.create

    def fails_the_second_time(**values: Any) -> Transition:
        if Transition.objects.exists():
            raise OSError("the disk is full")
        return create(**values)

    with monkeypatch.context() as patch:
        patch.setattr(Transition.objects, "create", fails_the_second_time)
        with pytest.raises(OSError, match="disk"):
            step()
    assert (Alert.objects.count(), services.taken_in()) == (0, 0)

    step()
    assert Alert.objects.count() == 2


def test_there_is_never_a_second_open_alert_about_one_thing(lake: LakeWriter, step: Step) -> None:
    lake.batch(alerts=[_low(9)])
    step()
    alert = Alert.objects.get()
    alert.alert_id = "another"
    with transaction.atomic(), pytest.raises(IntegrityError):
        alert.save(force_insert=True)


def test_an_alert_of_the_past_is_told_when_the_level_is_still_low_now(lake: LakeWriter, step: Step) -> None:
    lake.batch(alerts=[_low(9, historical=True), {"alert_id": "old sale", "historical": True}])
    assert step().new == []
    assert _states() == {"low-9": ("open", ""), "old sale": ("resolved", "historical")}

    lake.batch(alerts=[_low(8)])
    assert step().new == ["low-9"]
    lake.batch(alerts=[_low(7)])
    assert step().new == ["low-9"]


def test_an_operator_acknowledges_and_resolves_and_it_is_written_down(
    lake: LakeWriter, step: Step, operator: APIClient
) -> None:
    lake.batch(alerts=[_low(9, offset=0), _low(8, offset=1)])
    step()

    # Any of the events that belong to it names the alert.
    taken = operator.post("/api/alerts/low-8/acknowledge/", {"note": "ordered"}, format="json").json()
    assert (taken["alert_id"], taken["state"]) == ("low-9", "acknowledged")
    again = operator.post("/api/alerts/low-9/acknowledge/", {}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "alert_moved_on")
    ended = operator.post("/api/alerts/low-9/resolve/", {}, format="json").json()
    assert (ended["state"], ended["resolution"], ended["events"]) == ("resolved", "by_hand", 2)
    assert operator.post("/api/alerts/low-9/resolve/", {}, format="json").status_code == 409

    steps = operator.get("/api/alerts/low-9/").json()["steps"]
    assert [(each["state"], each["by"], each["note"]) for each in steps] == [
        ("open", "hub", ""),
        ("acknowledged", "hub-operator", "ordered"),
        ("resolved", "hub-operator", ""),
    ]
    assert [entry.action for entry in audit_log(action="alert")] == ["alert.resolve", "alert.acknowledge"]


def test_an_acknowledged_alert_is_still_the_one_open_alert(lake: LakeWriter, step: Step, operator: APIClient) -> None:
    lake.batch(alerts=[_low(9)])
    step()
    operator.post("/api/alerts/low-9/acknowledge/", {}, format="json")
    lake.batch(alerts=[_low(8)])
    step()
    _ending(lake, "recovered")
    step()
    assert _states() == {"low-9": ("resolved", "recovered")}


@pytest.mark.parametrize("what", ["acknowledge", "resolve"])
def test_a_viewer_changes_no_alert(what: str, lake: LakeWriter, step: Step, client: APIClient) -> None:
    lake.batch(alerts=[_low(9)])
    step()
    assert client.post(f"/api/alerts/low-9/{what}/", {}, format="json").status_code == 403
    assert client.get("/api/alerts/no-such/").json()["code"] == "no_such_alert"


def test_the_list_shows_states_and_asks_for_them(lake: LakeWriter, step: Step, operator: APIClient) -> None:
    lake.batch(alerts=[_low(9, offset=0), _low(8, offset=1), {"alert_id": "dear"}])
    step()
    operator.post("/api/alerts/dear/acknowledge/", {}, format="json")
    answer = operator.get("/api/alerts/").json()

    assert {row["alert_id"]: (row["state"], row["part_of"]) for row in answer["results"]} == {
        "low-9": ("open", "low-9"),
        "low-8": ("open", "low-9"),
        "dear": ("acknowledged", "dear"),
    }
    rows = operator.get("/api/alerts/", {"state": "acknowledged"}).json()["results"]
    assert [row["alert_id"] for row in rows] == ["dear"]
    assert [row["rule_version"] for row in rows] == [None]


def test_a_list_can_be_read_as_the_states_were(lake: LakeWriter, step: Step, operator: APIClient) -> None:
    lake.batch(alerts=[_low(9, offset=0)])
    step()
    before = operator.get("/api/alerts/").json()
    operator.post("/api/alerts/low-9/resolve/", {}, format="json")

    after = operator.get("/api/alerts/").json()
    again = operator.get("/api/alerts/", {"life_cycle": before["life_cycle"]}).json()
    assert [row["state"] for row in after["results"]] == ["resolved"]
    assert after["life_cycle"] != before["life_cycle"]
    assert again == before


def test_a_rule_that_no_longer_watches_a_level_ends_its_alerts(lake: LakeWriter, step: Step) -> None:
    actor = user_of_role(role="operator")
    ensure_default_rules(settings=load_settings())
    lake.batch(alerts=[_low(9, warehouse="SP-01"), _low(8, warehouse="RJ-01")])
    step()
    change_rule(actor=actor, rule_id="LOW_STOCK", values={"warehouses": ["RJ-01"]})
    assert _states() == {"low-9": ("resolved", "rule_ended"), "low-8": ("open", "")}

    delete_rule(actor=actor, rule_id="LOW_STOCK")
    assert _states()["low-8"] == ("resolved", "rule_ended")


def test_a_server_that_starts_announces_nothing_that_was_open_before(
    lake: LakeWriter, step: Step, service: LakeService
) -> None:
    lake.batch(alerts=[_low(9)])
    step()
    told = _feed(service)()
    assert told.new == []
    assert told.lives["low-9"].state == "open"


def test_times_are_those_of_the_events_that_moved_it(lake: LakeWriter, step: Step) -> None:
    lake.batch(alerts=[_low(9)])
    _ending(lake, "recovered")
    step()
    steps = selectors.steps_of(Alert.objects.get())
    assert [(each.state, each.at - NOON) for each in steps] == [
        ("open", timedelta(seconds=1)),
        ("resolved", timedelta(seconds=2)),
    ]
