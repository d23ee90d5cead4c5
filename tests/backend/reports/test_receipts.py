"""Answers by their receipt: the same bytes, or one clear reason why not."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from rest_framework.test import APIClient

from backend.api import receipts as written
from backend.api import version
from backend.api.throttles import PAST
from backend.lake.service import LakeService
from backend.reports import receipts
from hub.settings import get_settings
from hub.tables import SPEED_PRODUCTS, SPEED_SALES, SPEED_STOCK
from tests.backend.lake_writer import NOON, LakeWriter, Sale

_HOUR = {"from": "2026-11-24T09:00:00-03:00", "to": "2026-11-24T13:00:00Z"}
_WHY = {
    "from_at": "2026-11-24T12:00:01Z",
    "to_at": "2026-11-24T12:00:05Z",
    "period_from": "2026-11-24T12:00:00Z",
    "period_to": "2026-11-24T13:00:00Z",
}
_QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("/api/sales/windows/", {**_HOUR, "slide": "10", "limit": "3"}),
    ("/api/sales/windows/", {}),
    ("/api/sales/summary/", {"from": "2026-11-24T12:00:01.5Z", "to": "2026-11-24T12:00:03Z"}),
    ("/api/sales/summary/", {}),
    ("/api/products/top/", {"day": "2026-11-24", "by": "units"}),
    ("/api/stock/", {"low": "false", "limit": "1"}),
    ("/api/products/top/", {"limit": "1", "currency": "BRL"}),
    ("/api/publications/", {"limit": "1"}),
    ("/api/reconciliations/", {}),
    ("/api/quarantine/", {}),
    ("/api/reports/as-known/", {"day": "2026-11-24"}),
    ("/api/reports/as-known/", {"format": "csv"}),
    ("/api/reports/refunds/", {"day": "2026-11-24", "zone": "marketplace"}),
    ("/api/reports/settling/", {"format": "parquet"}),
    ("/api/reports/why/", _WHY),
    ("/api/reports/why/events/", {**_WHY, "limit": 1}),
]


def _again(client: APIClient, receipt: str, **extra: Any) -> Any:
    return client.get(f"/api/receipts/{receipt}/", **extra)


def _receipt(client: APIClient, path: str = "/api/sales/summary/", **parameters: Any) -> str:
    return str(client.get(path, parameters or {"day": "2026-11-24"}).json()["receipt"])


def _change(lake: LakeWriter, step: int) -> None:
    at = NOON + timedelta(seconds=10 * step)
    lake.batch(Sale(at=at, cents=step + 1), stock=[{"product_id": f"P{step % 3}"}], alerts=[{}])
    if step % 7 == 6:
        lake.publish(lake.seq - 1)
        lake.prune(lake.seq - 5)
    if step % 5 == 4:
        lake.compact()


def _vacuum(lake: LakeWriter, hours: int) -> None:
    for table in (SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK):
        lake.handle(table).vacuum(hours, dry_run=False, enforce_retention_duration=False)


def test_100_of_100_answers_come_back_byte_for_byte_until_a_vacuum_takes_them(
    client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    chance, answers = random.Random(7), []
    for step in range(20):
        _change(lake, step)
        service.refresh_now()
        answers += [client.get(*question) for question in chance.sample(_QUESTIONS[:10], 5)]
    receipts_ = [answer.json()["receipt"] for answer in answers]
    for step in range(20, 25):
        _change(lake, step)
    lake.compact()
    _vacuum(lake, 24)
    service.refresh_now()
    again = [_again(client, receipt) for receipt in receipts_]

    assert len(set(receipts_)) == 100
    assert [(each.content, each["ETag"]) for each in again] == [(each.content, each["ETag"]) for each in answers]

    _vacuum(lake, 0)
    service.past._kept.clear()
    refused = [_again(client, receipt) for receipt in receipts_]
    assert {(each.status_code, each.json().get("code")) for each in refused} == {(410, "vacuumed")}


@pytest.mark.parametrize(("path", "parameters"), _QUESTIONS)
def test_a_receipt_is_of_one_question(
    path: str, parameters: dict[str, Any], client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    for step in range(3):
        _change(lake, step)
    answer = client.get(path, parameters)
    lake.batch(Sale())
    service.refresh_now()
    receipt = answer["Hub-Receipt"] if "Hub-Receipt" in answer else answer.json()["receipt"]
    again = _again(client, receipt)

    assert again.content == answer.content
    assert {name: again[name] for name in answer.headers if name != "Allow"} == {
        name: answer[name] for name in answer.headers if name != "Allow"
    }
    assert receipt not in client.get(path, parameters).content.decode(errors="replace")


def test_the_host_of_then_is_in_the_links_whoever_asks_again(client: APIClient, lake: LakeWriter) -> None:
    for step in range(3):
        _change(lake, step)
    answer = client.get("/api/stock/", {"limit": 1}, HTTP_HOST="localhost:8000")

    assert answer.json()["next"].startswith("http://localhost:8000/api/stock/?")
    assert _again(client, answer.json()["receipt"], HTTP_HOST="127.0.0.1").content == answer.content


def test_an_answer_without_links_has_one_receipt_on_every_host(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())

    assert len({client.get("/api/stock/", HTTP_HOST=host).content for host in ("127.0.0.1", "localhost")}) == 1


def test_a_setting_that_changed_since_changes_nothing(
    client: APIClient, lake: LakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.batch(Sale(), stock=[{"stock_quantity": 7}])
    answers = [client.get("/api/stock/", {"low": "true"}), client.get("/api/sales/summary/", {"day": "2026-11-24"})]
    monkeypatch.setenv("HUB_LOW_STOCK", "5")
    monkeypatch.setenv("HUB_BUSINESS_ZONE", "Asia/Tokyo")
    get_settings.cache_clear()

    assert [_again(client, answer.json()["receipt"]).content for answer in answers] == [
        answer.content for answer in answers
    ]
    get_settings.cache_clear()


def test_what_the_client_holds_is_not_sent_again(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    answer = client.get("/api/stock/")

    assert _again(client, answer.json()["receipt"], headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_receipt_of_another_version_is_refused(
    client: APIClient, lake: LakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.batch(Sale())
    receipt = _receipt(client)
    monkeypatch.setattr(receipts, "API_VERSION", version.API_VERSION + 1)
    answer = _again(client, receipt)

    assert (answer.status_code, answer.json()["code"]) == (410, "api_version_changed")


@pytest.mark.parametrize(
    "change",
    [
        lambda receipt: receipt[:-1],
        lambda receipt: receipt.replace(".V1.", ".V2."),
        lambda receipt: receipt.replace(".R1.", ".R2."),
        lambda receipt: receipt.partition(".R")[0],
        lambda receipt: "S0",
        lambda receipt: "x" * 5000,
    ],
)
def test_a_receipt_that_was_copied_wrong_is_refused(change: Any, client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    answer = _again(client, change(_receipt(client)))

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_receipt")


def _forged(receipt: str, **changes: Any) -> str:
    told = written.read_receipt(receipt)
    return str(written.Receipt(**{"moment": told.moment, "digest": told.digest, "question": told.question} | changes))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "health/",
        "nowhere/",
        "receipts/S0/",
        "sales/summary/",
        "sales/summary/?day=2026-11-24",
        "sales/summary/?day=2026-11-24#business_zone=Nowhere/Here",
        "sales/summary/?from=1970-01-02T00:00:00Z&to=2199-01-01T00:00:00Z#business_zone=America/Sao_Paulo",
        "sales/summary/?nonsense=1#business_zone=America/Sao_Paulo",
        "stock/#low_stock=many",
        "stock/?limit=1#low_stock=10&origin=http://evil.example",
        "stock/?limit=1#low_stock=10&origin=http://x@127.0.0.1/..",
        "stock/?limit=100#low_stock=10",
        "//evil.example/stock/#low_stock=10",
    ],
)
def test_a_forged_question_is_refused(question: str, client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(), stock=[{}, {"product_id": "P2"}])
    answer = _again(client, _forged(_receipt(client, "/api/stock/", limit=1), question=question))

    assert answer.status_code in (400, 404)
    assert answer.json()["code"] in ("bad_receipt", "unknown_receipt", "range_too_long")


@pytest.mark.parametrize(("part", "other"), [(".V1.", ".V7."), ("S0.", "S1."), (".V1.", ".V123456789012345678.")])
def test_a_moment_that_never_was_is_unknown(part: str, other: str, client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    receipt = _receipt(client)
    moment = type(written.read_receipt(receipt).moment).parse(receipt.partition(".R")[0].replace(part, other))
    answer = _again(client, _forged(receipt, moment=moment))

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_receipt")


def test_another_digest_is_unknown(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    answer = _again(client, _forged(_receipt(client), digest="0" * 16))

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_receipt")


def test_tables_that_were_created_anew_have_no_past(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale())
    receipt = _receipt(client)
    lake.delete()
    lake.create().batch(Sale())
    service.refresh_now()
    service.refresh_now()

    assert _again(client, receipt).json()["code"] == "vacuumed"


def test_the_past_has_a_throttle_of_its_own(
    client: APIClient, lake: LakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.batch(Sale())
    receipt = _receipt(client)
    monkeypatch.setattr(PAST, "limit", 1)
    monkeypatch.setattr(PAST, "_minute", 0)
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)

    assert [_again(client, receipt).status_code for _ in range(2)] == [200, 429]


@override_settings(ALLOWED_HOSTS=["127.0.0.1"])
def test_who_may_not_read_may_not_read_again(stranger: APIClient) -> None:
    assert stranger.get("/api/receipts/S0/", HTTP_HOST="127.0.0.1").status_code == 401
