"""Each address: what it answers."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rest_framework.test import APIClient

from backend.lake.service import LakeService
from tests.backend.lake_writer import NOON, LakeWriter, Sale

_HOUR: dict[str, Any] = {"from": "2026-11-24T12:00:00Z", "to": "2026-11-24T13:00:00Z"}


def test_a_window_is_shown_with_exact_money(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(cents=134796, units=3), Sale(cents=10000, refund=True), Sale(viewed=True))

    assert client.get("/api/sales/windows/", _HOUR).json()["results"] == [
        {
            "window_start": "2026-11-24T12:00:00Z",
            "window_end": "2026-11-24T12:01:00Z",
            "platform": "amazon",
            "currency": "BRL",
            "revenue": "1247.96",
            "gross": "1347.96",
            "refunds": "100.00",
            "orders": 1,
            "units": 3,
            "views": 1,
        }
    ]


def test_an_offset_other_than_utc_means_the_same_moments(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    there = {"from": "2026-11-24T09:00:00-03:00", "to": "2026-11-24T10:00:00-03:00"}

    assert (
        client.get("/api/sales/windows/", there).json()["results"]
        == client.get("/api/sales/windows/", _HOUR).json()["results"]
    )


def test_windows_are_those_of_the_last_24_hours_by_default(client: APIClient, lake: LakeWriter) -> None:
    now = datetime.now(UTC)
    ages = [timedelta(0), timedelta(hours=23, minutes=50), timedelta(hours=25)]
    lake.batch(*(Sale(at=now - age, cents=cents) for age, cents in zip(ages, (1, 2, 4), strict=True)))
    results = client.get("/api/sales/windows/").json()["results"]

    assert [row["revenue"] for row in results] == ["0.02", "0.01"]


def test_24_hours_of_three_platforms_fit_on_one_page(client: APIClient, lake: LakeWriter) -> None:
    minutes = [NOON + timedelta(minutes=minute) for minute in range(24 * 60)]
    lake.batch(*(Sale(at=at, platform=name) for at in minutes for name in ("amazon", "mercado_livre", "shopee")))
    body = client.get("/api/sales/windows/", {"from": "2026-11-24T12:00:00Z", "to": "2026-11-25T12:00:00Z"}).json()

    assert (len(body["results"]), body["next"]) == (4320, None)


def test_a_summary_has_platforms_and_totals(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(cents=150), Sale(cents=50, platform="shopee"))
    body = client.get("/api/sales/summary/", _HOUR).json()

    assert [(row["platform"], row["revenue"]) for row in body["results"]] == [("amazon", "1.50"), ("shopee", "0.50")]
    assert [(row["currency"], row["revenue"], row["orders"]) for row in body["totals"]] == [("BRL", "2.00", 2)]
    assert (body["from"], body["to"], body["day"]) == (_HOUR["from"], _HOUR["to"], None)


def test_bounds_of_a_summary_are_taken_down_to_the_pane_and_named(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(at=NOON + timedelta(seconds=19)))
    body = client.get(
        "/api/sales/summary/", {"from": "2026-11-24T12:00:15.5Z", "to": "2026-11-24T12:00:29.999999Z"}
    ).json()

    assert (body["from"], body["to"]) == ("2026-11-24T12:00:10Z", "2026-11-24T12:00:20Z")
    assert len(body["results"]) == 1


def test_a_day_is_one_of_the_business_zone(client: APIClient, lake: LakeWriter) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=ZoneInfo("America/Sao_Paulo"))
    lake.batch(Sale(at=midnight, cents=1), Sale(at=midnight - timedelta(seconds=1), cents=2))
    body = client.get("/api/sales/summary/", {"day": "2026-11-24"}).json()

    assert (body["from"], body["to"]) == ("2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")
    assert (body["day"], body["zone"]) == ("2026-11-24", "America/Sao_Paulo")
    assert body["totals"][0]["revenue"] == "0.01"


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"),
        ("2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z"),
    ],
)
def test_days_on_which_the_clock_changed_have_23_or_25_hours(day: str, start: str, end: str, client: APIClient) -> None:
    body = client.get("/api/sales/summary/", {"day": day}).json()

    assert (body["from"], body["to"]) == (start, end)


def test_today_is_the_default_of_totals(client: APIClient, lake: LakeWriter) -> None:
    today = datetime.now(ZoneInfo("America/Sao_Paulo")).date()

    assert client.get("/api/sales/summary/").json()["day"] == today.isoformat()
    assert client.get("/api/products/top/").json()["day"] == today.isoformat()


def test_top_products_are_ranked(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(product="P1", cents=100), Sale(product="P2", cents=300), Sale(product="P3", cents=200))
    results = client.get("/api/products/top/", {**_HOUR, "limit": 2}).json()["results"]

    ranked = [(row["rank"], row["product_id"], row["revenue"]) for row in results]
    assert ranked == [(1, "P2", "3.00"), (2, "P3", "2.00")]
    assert results[0]["product_name"] == "Product P2"


def test_stock_is_lowest_first_and_says_what_is_low(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(
        stock=[
            {"product_id": "P1", "stock_quantity": 10},
            {"product_id": "P2", "stock_quantity": 9, "product_name": None},
        ]
    )
    body = client.get("/api/stock/").json()

    assert [(row["product_id"], row["product_name"], row["low"]) for row in body["results"]] == [
        ("P2", "P2", True),
        ("P1", "Phone", False),
    ]
    assert body["threshold"] == 10


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"low": "true"}, ["P2"]),
        ({"low": "false"}, ["P1"]),
        ({"platform": "shopee"}, []),
        ({"product_id": "P1"}, ["P1"]),
        ({"warehouse": "RJ-01"}, ["P2"]),
    ],
)
def test_stock_is_filtered(
    parameters: dict[str, str], expected: list[str], client: APIClient, lake: LakeWriter
) -> None:
    lake.batch(stock=[{"product_id": "P1"}, {"product_id": "P2", "stock_quantity": 1, "warehouse": "RJ-01"}])

    assert [row["product_id"] for row in client.get("/api/stock/", parameters).json()["results"]] == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["c", "b", "a"]),
        ({"alert_type": "LOW_STOCK"}, ["b"]),
        ({"platform": "shopee"}, ["c"]),
        ({"historical": "true"}, ["a"]),
        ({"historical": "false"}, ["c", "b"]),
    ],
)
def test_alerts_are_newest_first_and_filtered(
    parameters: dict[str, str], expected: list[str], client: APIClient, lake: LakeWriter
) -> None:
    lake.batch(alerts=[{"alert_id": "a", "historical": True}])
    lake.batch(alerts=[{"alert_id": "b", "alert_type": "LOW_STOCK"}])
    lake.batch(alerts=[{"alert_id": "c", "platform": "shopee"}])

    assert [row["alert_id"] for row in client.get("/api/alerts/", parameters).json()["results"]] == expected


def test_the_newest_publication_is_in_effect(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale())
    lake.publish(0, (0, 0))
    lake.publish(1)
    results = client.get("/api/publications/").json()["results"]

    assert [(row["seam"], row["in_effect"]) for row in results] == [(1, True), (0, False)]


def test_a_reconciliation_says_what_it_found(client: APIClient, lake: LakeWriter) -> None:
    drift = '{"beyond_horizon": {"revenue": "12.00", "events": 1}}'
    lake.publish(0, (0, 0), drift=drift, verdict="drift explained", events=7)
    (row,) = client.get("/api/reconciliations/").json()["results"]

    assert row["drift"] == {"beyond_horizon": {"revenue": "12.00", "events": 1}}
    assert (row["verdict"], row["events"], row["checks"]) == ("drift explained", 7, {})


def test_health_tells_a_stranger_three_things(stranger: APIClient) -> None:
    assert stranger.get("/api/health/").json() == {
        "status": "warming up",
        "service": "realtime-analytics-hub",
        "version": "0.1.0",
    }


def test_health_tells_a_reader_about_the_components(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale())
    service.refresh_now()
    body = client.get("/api/health/").json()

    assert body["status"] == "live"
    assert {name: each["status"] for name, each in body["components"].items()} == {
        "database": "live",
        "lake": "live",
        "stream": "live",
    }
    assert body["components"]["lake"]["tables"]["speed/sales"] == 1
    assert body["components"]["stream"]["ingest_seq"] == 1


def test_health_answers_while_the_lake_cannot_be_read(
    client: APIClient, service: LakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: LakeService) -> None:
        raise ConnectionRefusedError("the store does not answer")

    monkeypatch.setattr(LakeService, "refresh_now", refuse)
    answer = client.get("/api/health/")

    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["components"]["lake"]["message"] == "the store does not answer"
