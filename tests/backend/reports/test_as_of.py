"""What was shown at a time."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.lake.service import LakeService
from backend.reports.as_of_schemas import AS_OF
from hub.tables import PUBLICATIONS, SPEED_PRODUCTS, SPEED_SALES, SPEED_STOCK
from tests.backend.lake_writer import NOON, LakeWriter, Sale
from tests.backend.reports.history import History, minutes
from tests.batch.histories import refund, sale
from tests.batch.lakes import START
from tests.batch.oracle import MEASURES, worth

_DAY = {"day": "2026-11-24"}


def _as_of(client: APIClient, at: datetime, **parameters: str) -> Any:
    return client.get("/api/reports/as-of/", {"at": at.isoformat(), **(parameters or _DAY)})


def _moment(body: dict[str, Any]) -> str:
    return str(body["receipt"].partition(".R")[0])


def test_it_is_what_was_served_at_that_time_whatever_came_since(
    client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    served = []
    for step in range(8):
        lake.batch(Sale(at=NOON + timedelta(seconds=step), cents=step + 1), stock=[{}], alerts=[{}])
        if step == 3:
            lake.publish(lake.seq - 1)
            lake.prune(lake.seq - 2)
        if step == 5:
            lake.compact()
        service.refresh_now()
        served.append((datetime.now(UTC), client.get("/api/sales/summary/", _DAY).json()))
    for at, then in served:
        body = _as_of(client, at).json()
        same = ("from", "to", "day", "zone", "results", "totals", "fresh_as_of", "settled", "status")

        assert {name: body[name] for name in same} == {name: then[name] for name in same}
        assert _moment(body) == _moment(then)


def test_it_says_which_publication_was_in_effect(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    before = datetime.now(UTC)
    lake.publish(1)
    after = datetime.now(UTC)
    lake.publish(1)

    assert _as_of(client, before).json()["publication"] is None
    assert _as_of(client, after).json()["publication"]["publication_id"] == "p0"


def test_file_times_decide_nothing(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    at = datetime.now(UTC)
    lake.batch(Sale(cents=7))
    for version in range(3):
        lake.commit_file(SPEED_SALES, version).touch()

    assert _as_of(client, at).json()["totals"][0]["revenue"] == "0.05"


def test_without_a_day_it_is_about_the_day_that_it_was_then(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    now = datetime.now(UTC)
    zone_day = (now - timedelta(hours=3)).date().isoformat()

    assert client.get("/api/reports/as-of/", {"at": now.isoformat()}).json()["day"] == zone_day


def test_its_receipt_gives_it_again(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale())
    answer = _as_of(client, datetime.now(UTC))
    lake.batch(Sale())
    service.refresh_now()

    assert client.get(f"/api/receipts/{answer.json()['receipt']}/").content == answer.content


def test_a_platform_is_shown_alone(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale(), Sale(platform="shopee"))
    body = _as_of(client, datetime.now(UTC), platform="shopee", **_DAY).json()

    assert [row["platform"] for row in body["results"]] == ["shopee"]


def test_before_the_lake_there_was_nothing(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    answer = _as_of(client, datetime.now(UTC) - timedelta(days=1))

    assert (answer.status_code, answer.json()["code"]) == (404, "nothing_shown")


def test_the_future_has_not_been_shown(client: APIClient, lake: LakeWriter) -> None:
    answer = _as_of(client, datetime.now(UTC) + timedelta(minutes=1))

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_time")


_SAME = ("publication", "from", "to", "day", "zone", "results", "totals", "fresh_as_of", "settled", "status")


def test_what_a_vacuum_took_is_counted_again(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale(), Sale(platform="shopee", cents=7))
    lake.batch(Sale())
    at = datetime.now(UTC)
    served = _as_of(client, at).json()
    lake.compact()
    _vacuum(lake)
    service.refresh_now()
    answer = _as_of(client, at)

    assert (served["method"], answer.json()["method"]) == ("as_served", "recounted")
    assert {name: answer.json()[name] for name in _SAME} == {name: served[name] for name in _SAME}
    assert client.get(f"/api/receipts/{answer.json()['receipt']}/").content == answer.content


def test_who_wants_what_was_served_itself_is_told_that_a_vacuum_took_it(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    at = datetime.now(UTC)
    lake.compact()
    lake.batch(Sale())
    lake.compact()
    _vacuum(lake)
    answer = _as_of(client, at, method="as_served", **_DAY)

    assert (answer.status_code, answer.json()["code"]) == (410, "vacuumed")


def _vacuum(lake: LakeWriter) -> None:
    for table in (SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK):
        lake.handle(table).vacuum(0, dry_run=False, enforce_retention_duration=False)


def test_a_log_that_was_cut_since_is_named(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    at = datetime.now(UTC)
    lake.publish(1)
    lake.publish(1)
    lake.handle(PUBLICATIONS).create_checkpoint()
    for version in (0, 1):
        lake.commit_file(PUBLICATIONS, version).unlink()

    answer = _as_of(client, at, method="as_served", **_DAY)

    assert (answer.status_code, answer.json()["code"]) == (410, "vacuumed")


def test_a_recount_is_what_was_served_at_every_moment(
    client: APIClient, empty_lake: LakeWriter, service: LakeService
) -> None:
    history = History(empty_lake.settings)
    beyond = empty_lake.settings.dedup_horizon + minutes(1)
    moments = [START + minutes(number) for number in (0, 6, 11, 21)]
    history.ingest(sale("a", "10.00"), sale("b", "20.00", platform="shopee"), at=START - minutes(1))
    history.reconcile(START + minutes(5))
    history.ingest(refund("r", "1.50", of="a"), sale("late", "3.00", at=START - minutes(90)), at=START + minutes(10))
    history.ingest(sale("a", "10.00"), at=START + minutes(20) + beyond)
    moments += [START + minutes(21) + beyond]
    history.reconcile(START + minutes(30) + beyond)
    history.ingest(sale("c", "4.00"), at=START + minutes(40) + beyond)
    moments += [START + minutes(31) + beyond, START + minutes(41) + beyond]
    history.reconcile(START + minutes(50) + beyond)
    history.flush()
    history.prune(history.published[-2][1])
    history.vacuum()
    service.refresh_now()
    revenues = []
    for at in moments:
        period = {"from": (START - minutes(180)).isoformat(), "to": (START + minutes(60) + beyond).isoformat()}
        body = _as_of(client, at, method="recounted", **period).json()
        counted: dict[str, Decimal] = {}
        for each in history.served(at):
            worth_of = dict(zip(MEASURES, worth(each.event), strict=True))
            counted[each.event["platform"]] = counted.get(each.event["platform"], Decimal(0)) + worth_of["revenue"]

        assert {row["platform"]: Decimal(row["revenue"]) for row in body["results"]} == counted
        revenues.append(sum(counted.values()))
    # The repeat is counted until a reconciliation takes it out.
    assert revenues[-3] - revenues[-4] == 10
    assert revenues[-2] == revenues[-4]


@pytest.mark.parametrize("parameters", [{}, {"at": "2026-11-24T12:00:00"}, {"at": "2026-11-24T12:00:00Z", "to": "x"}])
def test_what_cannot_be_read_is_refused(parameters: dict[str, str], client: APIClient, lake: LakeWriter) -> None:
    assert client.get("/api/reports/as-of/", parameters).status_code == 400


def test_the_documented_example_has_the_shape_of_an_answer(client: APIClient, lake: LakeWriter) -> None:
    lake.batch(Sale())
    lake.publish(1)
    body = _as_of(client, datetime.now(UTC)).json()
    page = (Path(__file__).parents[3] / "docs" / "reference" / "rest.md").read_text(encoding="utf-8")

    assert [list(each) for each in (body, body["publication"], body["results"][0])] == [
        list(each) for each in (AS_OF, AS_OF["publication"], AS_OF["results"][0])
    ]
    assert json.dumps(AS_OF["publication"]) in " ".join(page.split())
