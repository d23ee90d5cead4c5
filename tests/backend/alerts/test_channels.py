"""Channels and deliveries over REST: made, changed and ended by admins, and what died sent again by operators."""

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import AuditEntry
from backend.accounts.services import user_of_role
from backend.alerts.delivery.courier import Courier
from backend.alerts.models import Alert, Channel, Delivery
from backend.alerts.rules.services import ensure_default_rules
from hub.settings import load_settings
from tests.backend.alerts.receiver import Receiver, receiving
from tests.backend.lake_writer import NOON

pytestmark = pytest.mark.django_db

_CHANNELS, _DELIVERIES = "/api/channels/", "/api/deliveries/"


def _person(role: str) -> APIClient:
    client = APIClient()
    client.force_login(user_of_role(role=role))
    return client


@pytest.fixture
def admin() -> APIClient:
    return _person("admin")


@pytest.fixture
def operator() -> APIClient:
    return _person("operator")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A webhook's other side."""
    with receiving() as server:
        yield server


def _make(client: APIClient, **body: Any) -> Any:
    whole = {"name": "shop", "kind": "webhook", "target": "https://hooks.example/a", **body}
    return client.post(_CHANNELS, whole, format="json")


def _delivery(channel: Channel, alert_id: str = "a1", **values: Any) -> Delivery:
    alert = Alert.objects.create(
        alert_id=alert_id,
        subject=alert_id,
        value=1,
        threshold=1,
        last_value=1,
        timestamp=NOON,
        raised_at=NOON,
        last_raised_at=NOON,
        historical=False,
    )
    body = {"event": "alert.open", "alert": {"state": "open"}}
    return Delivery.objects.create(key=f"{alert_id}:open", channel=channel, alert=alert, body=body, **values)


def test_a_channel_is_made_with_a_secret_that_is_told_once(admin: APIClient) -> None:
    made = _make(admin)

    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert made.json()["secret"] == Channel.objects.get().secret
    without = {name: value for name, value in made.json().items() if name != "secret"}
    assert admin.get(made["Location"]).json() == without
    assert admin.get(_CHANNELS).json() == {"results": [without], "next": None}
    assert without | {"id": 0} == {
        "id": 0,
        "name": "shop",
        "kind": "webhook",
        "target": "https://hooks.example/a",
        "rule_ids": [],
        "enabled": True,
    }


def test_a_part_of_a_channel_is_changed_and_the_rest_stays(admin: APIClient) -> None:
    ensure_default_rules(settings=load_settings())
    address = _make(admin)["Location"]
    secret = Channel.objects.get().secret
    answer = admin.patch(address, {"enabled": False, "rule_ids": ["LOW_STOCK"]}, format="json")

    assert (answer.json()["enabled"], answer.json()["rule_ids"], answer.json()["name"]) == (
        False,
        ["LOW_STOCK"],
        "shop",
    )
    assert Channel.objects.get().secret == secret


def test_deleting_a_channel_takes_its_messages_along(admin: APIClient) -> None:
    address = _make(admin)["Location"]
    _delivery(Channel.objects.get())

    assert admin.delete(address).status_code == 204
    assert not Delivery.objects.exists()
    assert admin.get(address).json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("body", "status", "code", "parameter"),
    [
        ({"target": "ftp://hooks.example/"}, 400, "bad_channel", "target"),
        ({"kind": "email", "target": "ana@example.com, nobody"}, 400, "bad_channel", "target"),
        ({"kind": "pigeon"}, 400, "bad_parameter", "kind"),
        ({"rule_ids": ["no-such-rule"]}, 400, "bad_channel", "rule_ids"),
        ({"secret": "mine"}, 400, "unknown_parameter", "secret"),
        ({"name": "taken"}, 409, "name_taken", "name"),
    ],
)
def test_what_cannot_be_a_channel_is_refused_by_name_and_kept_out(
    body: dict[str, Any], status: int, code: str, parameter: str, admin: APIClient
) -> None:
    Channel.objects.create(name="taken", kind="email", target="ana@example.com")
    answer = _make(admin, **body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["data"]["parameter"] == parameter
    assert Channel.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_half_a_change_that_makes_the_channel_none_is_refused(admin: APIClient) -> None:
    address = _make(admin)["Location"]

    assert admin.patch(address, {"kind": "email"}, format="json").json()["code"] == "bad_channel"
    assert Channel.objects.get().kind == "webhook"


def test_every_change_is_in_the_audit_log(admin: APIClient) -> None:
    address = _make(admin)["Location"]
    admin.patch(address, {"enabled": False}, format="json")
    admin.delete(address)

    written = AuditEntry.objects.order_by("id").values_list("action", "target", "actor")
    assert list(written) == [(f"channel.{each}", "shop", "hub-admin") for each in ("create", "change", "delete")]


def test_messages_are_listed_newest_first_by_state_channel_and_page(operator: APIClient) -> None:
    one = Channel.objects.create(name="one", kind="email", target="a@example.com")
    other = Channel.objects.create(name="other", kind="email", target="b@example.com")
    for number in range(3):
        _delivery(one, f"dead-{number}", state="dead", problem="It answered 500.", tries=12)
    _delivery(one, "waiting")
    _delivery(other, "elsewhere", state="dead")
    address, found = f"{_DELIVERIES}?state=dead&channel={one.pk}&limit=2", list[str]()
    while address:
        page = operator.get(address).json()
        found += [row["alert_id"] for row in page["results"]]
        address = page["next"]

    assert found == ["dead-2", "dead-1", "dead-0"]
    assert len(operator.get(_DELIVERIES).json()["results"]) == 5


def test_a_dead_message_is_sent_again_and_comes_through(operator: APIClient, receiver: Receiver) -> None:
    channel = Channel.objects.create(name="shop", kind="webhook", target=receiver.url)
    dead = _delivery(channel, state="dead", tries=12)
    answer = operator.post(f"{_DELIVERIES}{dead.pk}/send-again/")

    assert (answer.status_code, answer.json()["state"], answer.json()["tries"]) == (200, "waiting", 0)
    Courier().step()
    assert [post.key for post in receiver.posts] == ["a1:open"]
    again = operator.post(f"{_DELIVERIES}{dead.pk}/send-again/")
    assert (again.status_code, again.json()["code"], again.json()["data"]) == (409, "not_dead", {"state": "delivered"})
    assert operator.post(f"{_DELIVERIES}999/send-again/").json()["code"] == "not_found"
