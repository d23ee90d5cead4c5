"""What every answer has in common."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.lake.service import LakeService
from tests.backend.lake_writer import NOON, LakeWriter, Sale

DATA = (
    "/api/sales/windows/",
    "/api/sales/summary/",
    "/api/products/top/",
    "/api/stock/",
    "/api/alerts/",
    "/api/publications/",
    "/api/reconciliations/",
)
_PERIOD: dict[str, Any] = {"from": "2026-11-24T12:00:00Z", "to": "2026-11-24T13:00:00Z"}


@pytest.mark.parametrize("path", DATA)
def test_a_lake_without_tables_answers_with_nothing_and_says_that_it_warms_up(path: str, client: APIClient) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    body = answer.json()
    assert (body["results"], body["next"], body["fresh_as_of"]) == ([], None, None)
    assert (body["settled"], body["status"]) == ("1.0000", "warming up")
    assert body["receipt"].startswith("S0.B0.V0.")


@pytest.mark.parametrize("path", DATA)
def test_every_answer_says_which_numbers_it_is_made_of(
    path: str, client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    lake.batch(Sale(), stock=[{}], alerts=[{}])
    lake.publish(1)
    lake.batch(Sale())
    service.refresh_now()
    body = client.get(path).json()

    assert re.fullmatch(r"S1\.B1\.V2\.C1\.P2\.K1\.A1\.I2\.N1\.T[0-9a-f]{8}(\.R1\..+)?", body["receipt"])
    assert body["fresh_as_of"] == "2026-11-24T12:00:02.000Z"
    assert body["status"] == "live"


def test_settled_is_the_share_behind_the_seam_rounded_down(
    client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    lake.batch(Sale(), Sale())
    lake.publish(1)
    lake.batch(Sale())
    service.refresh_now()

    assert client.get("/api/sales/summary/", _PERIOD).json()["settled"] == "0.6666"


@pytest.mark.parametrize("path", DATA)
def test_an_unchanged_answer_is_not_sent_again(path: str, client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    first = client.get(path, headers={"If-None-Match": '"another", W/"one"'})
    again = client.get(path, headers={"If-None-Match": f'"another", {first["ETag"]}'})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]


def test_a_changed_answer_has_another_tag(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale())
    first = client.get("/api/sales/summary/", _PERIOD)
    lake.batch(Sale())
    service.refresh_now()

    assert client.get("/api/sales/summary/", _PERIOD, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_same_receipt_and_request_give_the_same_bytes(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())

    assert len({client.get("/api/sales/windows/", _PERIOD).content for _ in range(3)}) == 1


def test_answers_are_private_to_who_asked(client: APIClient) -> None:
    answer = client.get("/api/stock/")

    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}


def _pages(client: APIClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    pages = [client.get(path, parameters).json()]
    while pages[-1]["next"]:
        pages.append(client.get(pages[-1]["next"]).json())
    return pages


@pytest.mark.parametrize("path", ["/api/stock/", "/api/alerts/", "/api/publications/", "/api/reconciliations/"])
def test_following_next_gives_every_row_once(
    path: str, client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    for number in range(5):
        lake.batch(stock=[{"product_id": f"P{number}"}], alerts=[{}])
        lake.publish(0, (0, 0))
    service.refresh_now()
    pages = _pages(client, path, limit=2)

    assert [len(page["results"]) for page in pages] == [2, 2, 1]
    assert [row for page in pages for row in page["results"]] == client.get(path).json()["results"]


def test_following_next_gives_every_window_once(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(*(Sale(at=NOON + timedelta(minutes=minute)) for minute in range(7)))
    pages = _pages(client, "/api/sales/windows/", **_PERIOD, limit=3, slide=10)
    whole = client.get("/api/sales/windows/", {**_PERIOD, "slide": 10}).json()

    assert len(pages) == 13
    assert [row for page in pages for row in page["results"]] == whole["results"]


def test_the_next_page_of_the_last_24_hours_is_about_the_same_hours(client: APIClient, lake: LakeWriter) -> None:
    now = datetime.now(UTC)
    lake.batch(*(Sale(at=now - timedelta(minutes=minute)) for minute in range(1, 4)))

    assert "?from=20" in client.get("/api/sales/windows/", {"limit": 1}).json()["next"]
