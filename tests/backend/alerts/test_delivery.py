"""Telling people: what is written down, when it is due, and how it is sent until it is taken or given up."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from backend.accounts.services import user_of_role
from backend.alerts.delivery import courier as courier_module
from backend.alerts.delivery.courier import MOST_TRIES, Courier
from backend.alerts.delivery.quiet_hours import due_at
from backend.alerts.life.services import acknowledge, resolve_by_hand
from backend.alerts.life.store import StoredAlerts
from backend.alerts.models import Alert, Channel, Delivery, RuleVersion
from backend.alerts.rules.services import create_rule
from hub.alert_life import Row, step
from tests.backend.alerts.receiver import Receiver, receiving
from tests.backend.lake_writer import NOON

pytestmark = pytest.mark.django_db

_NIGHT = {"quiet_from": time(22), "quiet_to": time(7), "quiet_zone": "America/Sao_Paulo"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A webhook's other side."""
    with receiving() as server:
        yield server


@pytest.fixture
def webhook(receiver: Receiver) -> Channel:
    """A channel to the receiver."""
    return Channel.objects.create(name="shop", kind="webhook", target=receiver.url, secret="s3cret")


def _row(alert_id: str = "a1", **values: Any) -> Row:
    row = {
        "alert_id": alert_id,
        "raised_at": NOON,
        "timestamp": NOON,
        "platform": "amazon",
        "alert_type": "LOW_STOCK",
        "message": "Low stock: Fone has 9 left",
        "event_id": f"e-{alert_id}",
        "product_id": "p1",
        "product_name": "Fone",
        "value": Decimal("9.00"),
        "threshold": Decimal("10.00"),
        "historical": False,
        "rule_id": "LOW_STOCK",
        "rule_version": 1,
        "comparison": "below",
        "warehouse": "SP-01",
    }
    return row | values


def _raise(alert_id: str = "a1", **values: Any) -> None:
    step(StoredAlerts(), _row(alert_id, **values))


def _make_everything_due() -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_an_alert_is_posted_signed_with_a_key_of_its_own(webhook: Channel, receiver: Receiver) -> None:
    _raise()
    Courier().step()

    (post,) = receiver.posts
    signed = f"{post.headers['X-Hub-Timestamp']}.".encode() + post.body
    assert post.headers["X-Hub-Signature"] == f"sha256={hmac.new(b's3cret', signed, hashlib.sha256).hexdigest()}"
    assert (post.key, post.state) == (f"a1:open:{webhook.pk}", "open")
    assert Delivery.objects.get().state == "delivered"
    Courier().step()
    assert len(receiver.posts) == 1


def test_what_belongs_to_an_open_alert_is_not_told_again_and_its_end_is(webhook: Channel, receiver: Receiver) -> None:
    _raise("a1")
    _raise("a2")
    acknowledge(actor=user_of_role(role="operator"), alert_id="a1")
    resolve_by_hand(actor=user_of_role(role="operator"), alert_id="a1")
    Courier().step()

    assert [post.state for post in receiver.posts] == ["open", "resolved"]


def test_an_alert_of_the_past_is_told_to_nobody_until_it_is_one_of_today(webhook: Channel, receiver: Receiver) -> None:
    _raise("past", historical=True)
    _raise("sale", historical=True, alert_type="HIGH_TICKET", rule_id="HIGH_TICKET", comparison="above")
    assert not Delivery.objects.exists()
    _raise("fresh")
    _raise("fresh2")
    Courier().step()

    assert [post.key for post in receiver.posts] == [f"past:open:{webhook.pk}"]


def test_the_end_of_an_alert_is_told_to_those_who_were_told_of_it(webhook: Channel) -> None:
    _raise()
    Channel.objects.create(name="late", kind="email", target="late@example.com")
    resolve_by_hand(actor=user_of_role(role="operator"), alert_id="a1")

    assert set(Delivery.objects.values_list("channel__name", flat=True)) == {"shop"}


def test_a_channel_gets_the_alerts_of_its_rules_and_a_disabled_one_none(webhook: Channel) -> None:
    Channel.objects.create(name="other", kind="email", target="a@example.com", rule_ids=["HIGH_TICKET"])
    Channel.objects.create(name="off", kind="email", target="a@example.com", enabled=False)
    _raise()

    assert [delivery.channel.name for delivery in Delivery.objects.all()] == ["shop"]


def test_a_step_that_is_rolled_back_tells_nobody(webhook: Channel) -> None:
    with transaction.atomic():
        _raise()
        assert Delivery.objects.exists()
        transaction.set_rollback(True)
    assert (Alert.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize("status", [500, 404, 302, 0])
def test_what_is_not_taken_is_tried_again_later_and_later_with_the_same_key(
    status: int, webhook: Channel, receiver: Receiver
) -> None:
    receiver.answer, receiver.headers = (lambda _: status), {"Location": receiver.url}
    _raise()
    pauses = []
    for _ in range(3):
        before = timezone.now()
        Courier().step()
        pauses.append(round((Delivery.objects.get().due_at - before).total_seconds()))
        _make_everything_due()
    receiver.answer = lambda _: 200
    Courier().step()

    assert pauses == [5, 10, 20]
    assert len({post.key for post in receiver.posts}) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.problem) == ("delivered", 4, "")


def test_what_is_never_taken_is_given_up_and_kept_with_its_problem(webhook: Channel, receiver: Receiver) -> None:
    receiver.answer = lambda _: 503
    _raise()
    for _ in range(MOST_TRIES + 2):
        Courier().step()
        Delivery.objects.filter(state="waiting").update(due_at=timezone.now())

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, len(receiver.posts)) == ("dead", MOST_TRIES, MOST_TRIES)
    assert delivery.problem == "It answered 503 Service Unavailable."


def test_the_end_is_not_told_before_the_beginning(webhook: Channel, receiver: Receiver) -> None:
    receiver.answer = lambda post: 500 if post.state == "open" else 200
    _raise()
    resolve_by_hand(actor=user_of_role(role="operator"), alert_id="a1")
    Courier().step()
    assert [post.state for post in receiver.posts] == ["open"]

    receiver.answer = lambda _: 200
    _make_everything_due()
    Courier().step()
    assert [post.state for post in receiver.posts] == ["open", "open", "resolved"]


def test_a_channel_that_takes_nothing_holds_up_no_other(webhook: Channel, receiver: Receiver) -> None:
    Channel.objects.create(name="mail", kind="email", target="a@example.com")
    receiver.answer = lambda _: 500
    for number in range(3):
        _raise(f"a{number}", warehouse=f"W{number}")
    Courier().step()

    assert len(receiver.posts) == 1
    assert len(mail.outbox) == 3


def test_of_two_couriers_one_sends(webhook: Channel, receiver: Receiver) -> None:
    _raise()
    # The second one looks while the first one's request is under way.
    receiver.answer = lambda _: 200
    first = Courier()
    claimed = first._claim(set())
    Courier().step()
    assert claimed is not None
    assert receiver.posts == []


def test_the_claim_of_a_courier_that_died_runs_out(webhook: Channel, receiver: Receiver) -> None:
    _raise()
    Courier()._claim(set())
    delivery = Delivery.objects.get()
    assert delivery.due_at > timezone.now() + timedelta(seconds=20)
    _make_everything_due()
    Courier().step()
    assert Delivery.objects.get().state == "delivered"


def test_an_email_goes_to_every_address_once_recognisably(db: None) -> None:
    Channel.objects.create(name="team", kind="email", target="ana@example.com, bia@example.com")
    _raise(message="Low stock: Fone\nBcc: x has 9 left")
    Courier().step()

    (message,) = mail.outbox
    assert message.to == ["ana@example.com", "bia@example.com"]
    assert message.subject == "[open] Low stock: Fone Bcc: x has 9 left"
    assert "Rule: LOW_STOCK version 1" in message.body
    assert message.extra_headers["Message-ID"].startswith("<a1.open.")


def test_a_mail_server_that_is_away_is_tried_again(db: None) -> None:
    Channel.objects.create(name="team", kind="email", target="ana@example.com")
    _raise()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
    ):
        Courier().step()
    assert Delivery.objects.get().problem.startswith("The mail server did not take it")
    _make_everything_due()
    Courier().step()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("kind", "target"), [("webhook", "ftp://example.com"), ("webhook", "shop"), ("email", "ana@example.com, bia")]
)
def test_a_target_that_is_none_is_refused(kind: str, target: str) -> None:
    with pytest.raises(ValidationError):
        Channel(name="x", kind=kind, target=target).clean()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-24T21:59:59-03:00", "2026-11-24T21:59:59-03:00"),
        ("2026-11-24T22:00:00-03:00", "2026-11-25T07:00:00-03:00"),
        ("2026-11-25T01:00:00+00:00", "2026-11-25T07:00:00-03:00"),
        ("2026-11-25T06:59:59-03:00", "2026-11-25T07:00:00-03:00"),
        ("2026-11-25T07:00:00-03:00", "2026-11-25T07:00:00-03:00"),
    ],
)
def test_quiet_hours_over_midnight_delay_to_their_end(now: str, due: str) -> None:
    found = due_at(RuleVersion(**_NIGHT), datetime.fromisoformat(now))
    assert found == datetime.fromisoformat(due)


def test_quiet_hours_within_a_day_and_none() -> None:
    siesta = RuleVersion(quiet_from=time(12), quiet_to=time(14), quiet_zone="UTC")
    noon = datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert due_at(siesta, noon) == noon + timedelta(hours=1)
    assert due_at(siesta, noon + timedelta(hours=1)) == noon + timedelta(hours=1)
    assert due_at(RuleVersion(), noon) == noon == due_at(None, noon)


def test_what_is_raised_in_quiet_hours_waits_for_their_end(
    webhook: Channel, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    quiet = {"quiet_from": (now - timedelta(hours=1)).time(), "quiet_to": (now + timedelta(hours=1)).time()}
    rule = create_rule(
        actor=user_of_role(role="operator"),
        values={
            **{"name": "n", "metric": "stock_quantity", "comparison": "below", "threshold": Decimal(10)},
            **{**quiet, "quiet_zone": "UTC"},
        },
    )
    _raise(rule_id=rule.rule_id)
    Courier().step()
    assert receiver.posts == []

    monkeypatch.setattr(courier_module.timezone, "now", lambda: now + timedelta(hours=1, seconds=1))
    Courier().step()
    assert [post.state for post in receiver.posts] == ["open"]
