"""The express lane: what it sends without Django, and what it leaves to Django."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.utils import timezone

from backend.accounts.models import ApiToken
from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token
from backend.api import express, throttles
from backend.api.express import ExpressLane
from backend.config.asgi import application as _application  # noqa: F401 - sets Django up for ASGI
from backend.lake.service import LakeService
from tests.backend.lake_writer import LakeWriter, Sale

pytestmark = pytest.mark.django_db(transaction=True)

_PATH = "/api/sales/summary/"


class Lane:
    """An express lane that counts what it leaves to Django."""

    def __init__(self, token: str) -> None:
        self.passes = 0
        self._token = token
        self._django = ASGIHandler()
        self._lane = ExpressLane(self._count)

    async def _count(self, *arguments: Any) -> None:
        self.passes += 1
        await self._django(*arguments)

    async def get(self, path: str = _PATH, query: str = "day=2026-11-24", **headers: str) -> tuple[int, Any, bytes]:
        """Return the status, the headers and the body."""
        sent = {"host": "127.0.0.1", "authorization": f"Token {self._token}"} | headers
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
        }
        server: Any = ApplicationCommunicator(self._lane, scope)  # type: ignore[no-untyped-call]
        await server.send_input({"type": "http.request", "body": b""})
        start = await server.receive_output(10)
        body = await server.receive_output(10)
        await server.wait(10)
        return start["status"], dict(start["headers"]), body["body"]


@pytest.fixture
async def lane(lake: LakeWriter, service: LakeService, transactional_db: None) -> Lane:
    lake.batch(Sale())
    service.refresh_now()
    token = await database_sync_to_async(lambda: issue_token(user=user_of_role(role="viewer"), role="viewer"))()
    return Lane(token[1])


async def test_the_second_answer_is_the_first_one_without_django(lane: Lane) -> None:
    first, second = await lane.get(), await lane.get()

    assert second == first
    assert (second[0], lane.passes) == (200, 1)


async def test_an_answer_of_the_lane_comes_back_by_its_receipt(
    lane: Lane, lake: LakeWriter, service: LakeService
) -> None:
    await lane.get()
    status, headers, body = await lane.get()
    lake.batch(Sale())
    service.refresh_now()
    again = await lane.get(f"/api/receipts/{json.loads(body)['receipt']}/", "")

    assert (status, lane.passes) == (200, 2)
    assert (again[2], again[1][b"ETag"]) == (body, headers[b"ETag"])


async def test_a_newer_view_is_answered_anew(lane: Lane, lake: LakeWriter, service: LakeService) -> None:
    first = await lane.get()
    lake.batch(Sale())
    service.refresh_now()
    second = await lane.get()

    assert lane.passes == 2
    assert second[2] != first[2]


async def test_another_minute_is_answered_anew(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    await lane.get()
    later = express._minute() + 1
    monkeypatch.setattr(express, "_minute", lambda: later)
    await lane.get()

    assert lane.passes == 2


async def test_what_the_client_holds_is_not_sent_again(lane: Lane) -> None:
    _, headers, _ = await lane.get()
    status, again, body = await lane.get(if_none_match=headers[b"ETag"].decode())

    assert (status, body, lane.passes) == (304, b"", 1)
    assert again[b"ETag"] == headers[b"ETag"]
    assert b"Content-Length" not in again


@pytest.mark.parametrize(
    "other",
    [
        {"query": "day=2026-11-23"},
        {"path": "/api/products/top/"},
        {"host": "localhost"},
        {"accept": "application/xml"},
        {"authorization": "Token forged"},
        {"cookie": "session=1"},
    ],
)
async def test_another_request_goes_to_django(other: dict[str, str], lane: Lane) -> None:
    await lane.get()
    await lane.get(**other)

    assert lane.passes == 2


async def test_a_withdrawn_token_is_refused_when_it_is_looked_at_again(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(express, "SECONDS_TRUSTED", 0)
    await lane.get()
    await database_sync_to_async(ApiToken.objects.all().delete)()

    assert (await lane.get())[0] == 401


async def test_a_token_that_expires_is_refused_from_that_moment_on(lane: Lane) -> None:
    await lane.get()
    soon = timezone.now() + timedelta(seconds=1)
    await database_sync_to_async(lambda: ApiToken.objects.update(expires_at=soon))()
    # Django looks at the token again: another request than the one whose answer is kept.
    assert (await lane.get(query="day=2026-11-23"))[0] == 200
    assert (await lane.get())[0] == 200
    assert lane.passes == 2
    await asyncio.sleep((soon - timezone.now()).total_seconds())

    assert (await lane.get())[0] == 401


async def test_who_has_no_requests_left_is_told_so(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles.USERS, "limit", 2)
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)

    assert [(await lane.get())[0] for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(("path", "status"), [("/api/nothing/", 404), ("/api/health/", 200), ("/login/", 200)])
async def test_only_data_answers_are_kept(path: str, status: int, lane: Lane) -> None:
    assert [(await lane.get(path, ""))[0] for _ in range(2)] == [status, status]
    assert lane.passes == 2
