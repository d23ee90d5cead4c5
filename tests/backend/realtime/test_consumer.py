"""One connection: who gets what, and when it is closed."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.conf import settings as django_settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from backend.accounts.models import ApiToken
from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token
from backend.alerts.life.feed import AlertFeed
from backend.lake.service import LakeService, Moment
from backend.realtime import consumer
from backend.realtime.board import Board, board
from backend.realtime.sections import sections
from tests.backend.lake_writer import NOON, LakeWriter, Sale
from tests.backend.realtime.connection import Connection

pytestmark = pytest.mark.django_db(transaction=True)

_OWN_ORIGIN = (b"origin", b"http://127.0.0.1:8000")


@pytest.fixture
async def shown(
    transactional_db: None, lake: LakeWriter, service: LakeService, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Board]:
    """The board of a lake with one sale, attached to this test's loop and showing it and its alerts."""
    board.cache_clear()
    monkeypatch.setattr("backend.realtime.board._SECONDS_BETWEEN_STATES", 0)
    feed = AlertFeed(service.settings, lambda: service.latest, board().tell_alerts, shown=20)

    def take_in(_: Moment) -> None:
        feed.step()
        connections.close_all()

    service.listeners.append(take_in)
    board().attach(service, asyncio.get_running_loop())
    lake.batch(Sale())
    await asyncio.to_thread(service.refresh_now)
    yield board()
    board.cache_clear()


@pytest.fixture
async def token(transactional_db: None) -> str:
    made: str = await database_sync_to_async(lambda: issue_token(user=user_of_role(role="viewer"), role="viewer")[1])()
    return made


def _log_in(role: str) -> tuple[bytes, bytes]:
    client = Client()
    client.force_login(user_of_role(role=role))
    name = django_settings.SESSION_COOKIE_NAME
    return b"cookie", f"{name}={client.cookies[name].value}".encode()


async def _another_sale(lake: LakeWriter, service: LakeService, **values: Any) -> None:
    lake.batch(Sale(), **values)
    await asyncio.to_thread(service.refresh_now)


async def test_a_token_opens_with_a_snapshot_and_goes_on_with_updates(
    shown: Board, token: str, lake: LakeWriter, service: LakeService
) -> None:
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    first = await connection.hear()
    await _another_sale(lake, service)
    second = await connection.hear()

    assert (first["type"], second["type"]) == ("snapshot", "update")
    assert second["seq"] > first["seq"]
    assert second["data"]["meta"]["receipt"].startswith("S0.B0.V2.")
    await connection.disconnect()


async def test_a_new_alert_comes_as_a_frame_and_a_historical_one_does_not(
    shown: Board, token: str, lake: LakeWriter, service: LakeService
) -> None:
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    await connection.hear()
    await _another_sale(lake, service, alerts=[{"alert_id": "old", "historical": True}, {"alert_id": "new"}])
    frames = [await connection.hear(), await connection.hear()]

    assert [frame["type"] for frame in frames] == ["alert", "update"]
    assert (frames[0]["data"]["alert_id"], frames[0]["data"]["state"]) == ("new", "open")
    assert len(frames[1]["data"]["alerts"]["latest"]) == 2
    await connection.disconnect()


async def test_a_client_that_comes_back_gets_what_it_missed(
    shown: Board, token: str, lake: LakeWriter, service: LakeService
) -> None:
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    seq = (await connection.hear())["seq"]
    await connection.disconnect()
    await _another_sale(lake, service, alerts=[{}])
    again = await Connection().open()
    await again.say(type="auth", token=token)
    await again.say(type="resume", seq=seq)

    assert [(await again.hear())["type"] for _ in range(2)] == ["alert", "update"]
    await again.disconnect()


async def test_a_client_that_was_busy_gets_the_newest_state_only(
    shown: Board, token: str, lake: LakeWriter, service: LakeService
) -> None:
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    await connection.hear()
    made = sections(service.moment.view, now=NOON, settings=service.settings)
    for number in range(1, 4):
        assert shown.state is not None
        made = {**made, "meta": {**made["meta"], "ingest_seq": number}}
        shown.state = shown.state.next(made, [], shown.state.seq + 1)
    shown.wake()

    assert (await connection.hear())["data"]["meta"]["ingest_seq"] == 3
    assert await connection.is_quiet()
    await connection.disconnect()


async def test_a_page_of_this_server_needs_its_session_only(shown: Board) -> None:
    connection = await Connection(_OWN_ORIGIN, await database_sync_to_async(_log_in)("viewer")).open()

    assert (await connection.hear())["type"] == "snapshot"
    await connection.disconnect()


async def test_a_session_proves_nothing_without_an_origin(shown: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "SECONDS_TO_AUTHENTICATE", 0.05)
    connection = await Connection(await database_sync_to_async(_log_in)("viewer")).open()

    assert await connection.closed() == 4408


@pytest.mark.parametrize(
    "origin",
    [b"http://evil.example", b"http://127.0.0.1:8001", b"https://127.0.0.1:8000", b"http://localhost:8000", b"null"],
)
async def test_a_page_of_another_origin_is_refused_before_it_is_accepted(origin: bytes, shown: Board) -> None:
    connection = Connection((b"origin", origin), await database_sync_to_async(_log_in)("viewer"))

    assert not await connection.is_accepted()


async def test_a_host_name_that_is_not_this_server_s_is_refused(shown: Board) -> None:
    connection = Connection((b"origin", b"http://rebound.example"), host=b"rebound.example")

    assert not await connection.is_accepted()


async def test_who_does_not_authenticate_in_time_hears_nothing(shown: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "SECONDS_TO_AUTHENTICATE", 0.05)
    connection = await Connection().open()

    assert await connection.closed() == 4408


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "auth", "token": "forged"}, 4401),
        ({"type": "resume", "seq": 1}, 4401),
        ({"type": "auth"}, 4400),
        ({"type": "auth", "token": 7}, 4400),
        ({"type": "resume", "seq": -1}, 4400),
        ({"type": "resume", "seq": True}, 4400),
        ({"type": "resume", "seq": 1, "more": 1}, 4400),
        ({"type": "subscribe"}, 4400),
        ([], 4400),
        ({"type": "auth", "token": "x" * 2000}, 4400),
    ],
)
async def test_a_message_that_does_not_authenticate_closes_the_connection(
    message: Any, code: int, shown: Board
) -> None:
    connection = await Connection().open()
    await connection.send(json.dumps(message))

    assert await connection.closed() == code


async def test_bytes_are_not_a_message(shown: Board) -> None:
    connection = await Connection().open()
    await connection.send(b"{}")

    assert await connection.closed() == 4400


async def test_a_user_without_a_role_is_not_allowed(shown: Board, django_user_model: Any) -> None:
    @database_sync_to_async  # type: ignore[untyped-decorator]
    def nobody() -> str:
        return issue_token(user=django_user_model.objects.create_user("nobody"), role="viewer")[1]

    connection = await Connection().open()
    await connection.say(type="auth", token=await nobody())

    assert await connection.closed() == 4403


async def test_one_connection_more_than_the_server_holds_is_closed(
    shown: Board, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.connections = 2000
    connection = await Connection().open()

    assert await connection.closed() == 4429


async def test_who_sends_too_much_is_closed(shown: Board, token: str) -> None:
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    for _ in range(4):
        await connection.say(type="resume", seq=0)

    assert await connection.closed_after_frames() == 4429


async def test_a_quiet_connection_is_told_how_fresh_it_is(
    shown: Board, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "_SECONDS_BETWEEN_STATUSES", 0.05)
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    seq = (await connection.hear())["seq"]
    status = await connection.hear()

    assert (status["type"], status["seq"]) == ("status", seq)
    assert status["data"]["ingest_seq"] == 1
    await connection.disconnect()


@pytest.mark.parametrize("busy", [False, True])
async def test_who_loses_access_is_closed_however_much_is_sent(
    busy: bool, shown: Board, token: str, lake: LakeWriter, service: LakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "_SECONDS_BETWEEN_CHECKS", 0.3)
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    await connection.hear()
    await database_sync_to_async(ApiToken.objects.update)(revoked_at=timezone.now())
    sender = asyncio.create_task(_send_without_end(lake, service)) if busy else None

    assert await connection.closed_after_frames() == 4401
    if sender:
        sender.cancel()


async def test_a_connection_ends_when_its_token_expires(shown: Board, token: str) -> None:
    soon = timezone.now() + timedelta(seconds=1.5)
    await database_sync_to_async(ApiToken.objects.update)(expires_at=soon)
    connection = await Connection().open()
    await connection.say(type="auth", token=token)
    await connection.hear()

    assert await connection.closed_after_frames() == 4401
    assert 0 <= (timezone.now() - soon).total_seconds() < 3


async def test_a_connection_ends_when_its_person_logs_out(shown: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "_SECONDS_BETWEEN_CHECKS", 0.2)
    cookie = await database_sync_to_async(_log_in)("viewer")
    connection = await Connection(_OWN_ORIGIN, cookie).open()
    await connection.hear()
    log_out = Client(headers={"Cookie": cookie[1].decode()})
    assert (await database_sync_to_async(log_out.post)("/logout/")).status_code == 302

    assert await connection.closed_after_frames() == 4401


async def _send_without_end(lake: LakeWriter, service: LakeService) -> None:
    while True:
        await _another_sale(lake, service)


async def test_a_closed_connection_is_no_longer_counted(shown: Board, token: str) -> None:
    connection = await Connection().open()
    assert shown.connections == 1
    await connection.disconnect()

    assert shown.connections == 0
