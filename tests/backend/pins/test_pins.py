"""Pins over the API: made, read, compared and printed."""

import hashlib
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from backend.accounts.audit import audit_log
from backend.accounts.services import user_of_role
from backend.lake.service import LakeService
from hub.pins import pins
from hub.tables import SPEED_PRODUCTS, SPEED_SALES, SPEED_STOCK
from tests.backend.lake_writer import LakeWriter, Sale

_DAY = {"day": "2026-11-24"}
_WHY = {"name": "Revenue of the day", "reason": "Shown to the board."}


@pytest.fixture
def analyst(db: None, service: LakeService) -> APIClient:
    """A client that may pin."""
    client = APIClient()
    client.force_authenticate(user_of_role(role="analyst"))
    return client


@pytest.fixture
def answer(client: APIClient, lake: LakeWriter, service: LakeService) -> Any:
    """An answer of a published lake, to be pinned."""
    lake.batch(Sale(cents=5), Sale(cents=700, platform="shopee"))
    lake.publish(1)
    service.refresh_now()
    return client.get("/api/sales/summary/", _DAY)


def _pin(analyst: APIClient, answer: Any) -> dict[str, Any]:
    made = analyst.post("/api/pins/", {"receipt": answer.json()["receipt"], **_WHY}, format="json")
    assert made.status_code == 201, made.content
    body: dict[str, Any] = made.json()
    assert made["Location"].endswith(f"/api/pins/{body['pin_id']}/")
    return body


def test_a_pinned_report_outlives_every_vacuum(
    analyst: APIClient, client: APIClient, answer: Any, lake: LakeWriter, service: LakeService
) -> None:
    made = _pin(analyst, answer)
    lake.batch(Sale(cents=9))
    lake.write_batch_view(2)
    lake.compact()
    for table in (SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK):
        lake.handle(table).vacuum(0, dry_run=False, enforce_retention_duration=False)
    lake.vacuum_batch_view()
    report = client.get(f"/api/pins/{made['pin_id']}/report/")

    assert report.content == answer.content
    assert made["sha256"] == hashlib.sha256(answer.content).hexdigest() == report["ETag"].strip('"')


def test_a_pin_says_who_what_and_why(analyst: APIClient, client: APIClient, answer: Any) -> None:
    made = _pin(analyst, answer)
    read = client.get(f"/api/pins/{made['pin_id']}/").json()

    assert read == made | {"report": answer.json()}
    assert made["author"] == "hub-analyst"
    assert (made["name"], made["reason"], made["publication_id"]) == (*_WHY.values(), "p0")


def test_who_pins_is_in_the_audit_log(analyst: APIClient, answer: Any) -> None:
    made = _pin(analyst, answer)

    assert [(each.actor, each.target) for each in audit_log(action="pin.create")] == [("hub-analyst", made["pin_id"])]


def test_a_report_from_before_the_first_publication_can_be_pinned(
    analyst: APIClient, client: APIClient, lake: LakeWriter
) -> None:
    lake.batch(Sale())

    assert _pin(analyst, client.get("/api/sales/summary/", _DAY))["publication_id"] is None


def test_a_publication_alone_can_be_pinned(analyst: APIClient, client: APIClient, answer: Any) -> None:
    made = analyst.post("/api/pins/", {"publication_id": "p0", "reason": "audit"}, format="json").json()

    assert (made["publication_id"], made["receipt"]) == ("p0", None)
    assert client.get(f"/api/pins/{made['pin_id']}/").json()["report"] is None
    assert client.get(f"/api/pins/{made['pin_id']}/report/").json()["code"] == "no_report"


def test_pages_of_pins_are_newest_first(analyst: APIClient, client: APIClient, answer: Any) -> None:
    made = [_pin(analyst, answer)["pin_id"] for _ in range(3)]
    page = client.get("/api/pins/", {"limit": 2}).json()
    rest = client.get(page["next"]).json()

    assert [row["pin_id"] for row in page["results"] + rest["results"]] == made[::-1]
    assert rest["next"] is None


@pytest.mark.parametrize("path", ["", "report/", "compare/", "page/"])
def test_a_pin_that_does_not_exist_is_named(path: str, client: APIClient, lake: LakeWriter) -> None:
    read = client.get(f"/api/pins/nothing/{path}")

    assert (read.status_code, read.json()["code"]) == (404, "no_such_pin")


def test_a_viewer_reads_pins_and_makes_none(client: APIClient, answer: Any) -> None:
    refused = client.post("/api/pins/", {"receipt": answer.json()["receipt"], **_WHY}, format="json")

    assert (refused.status_code, client.get("/api/pins/").json()["results"]) == (403, [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"receipt": "S0", **_WHY}, "bad_receipt"),
        ({"reason": "why"}, "conflicting_parameters"),
        ({"receipt": "S0", "publication_id": "p0", **_WHY}, "conflicting_parameters"),
        ({"receipt": "S0", "reason": "why"}, "bad_parameter"),
        ({"receipt": "S0", "name": "x"}, "bad_parameter"),
        ({"receipt": "S0", "colour": "red", **_WHY}, "unknown_parameter"),
    ],
)
def test_what_cannot_be_pinned_is_refused(body: dict[str, str], code: str, analyst: APIClient, answer: Any) -> None:
    refused = analyst.post("/api/pins/", body, format="json")

    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_a_publication_that_does_not_exist_cannot_be_pinned(analyst: APIClient, answer: Any) -> None:
    refused = analyst.post("/api/pins/", {"publication_id": "p9", "reason": "audit"}, format="json")

    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_a_file_is_not_pinned(analyst: APIClient, client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale(cents=5))
    service.refresh_now()
    receipt = client.get("/api/reports/as-known/", {**_DAY, "format": "csv"})["Hub-Receipt"]
    refused = analyst.post("/api/pins/", {"receipt": receipt, **_WHY}, format="json")

    assert (refused.status_code, refused.json()["code"]) == (400, "bad_parameter")


def test_a_comparison_says_what_moved_to_the_cent(
    analyst: APIClient, client: APIClient, answer: Any, lake: LakeWriter, service: LakeService
) -> None:
    made = _pin(analyst, answer)
    lake.batch(Sale(cents=7), Sale(cents=2, refund=True), Sale(cents=100, platform="mercado_livre"))
    service.refresh_now()
    body = client.get(f"/api/pins/{made['pin_id']}/compare/").json()
    revenues = {
        row["platform"]: tuple(row[part]["revenue"] for part in ("then", "now", "change")) for row in body["results"]
    }

    assert revenues == {
        "amazon": ("0.05", "0.10", "0.05"),
        "shopee": ("7.00", "7.00", "0.00"),
        "mercado_livre": ("0.00", "1.00", "1.00"),
    }
    assert body["changed"] == 2
    assert body["then"]["receipt"] == answer.json()["receipt"] != body["receipt"]
    assert client.get(f"/api/receipts/{body['receipt']}/").status_code == 200


def test_a_product_that_left_the_list_is_not_taken_for_one_without_sales(
    analyst: APIClient, client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    lake.batch(Sale(product="P1"))
    made = _pin(analyst, client.get("/api/products/top/", {**_DAY, "limit": 1}))
    lake.batch(Sale(product="P2", cents=9000))
    service.refresh_now()
    rows = client.get(f"/api/pins/{made['pin_id']}/compare/").json()["results"]

    assert [(row["product_id"], row["change"]) for row in rows] == [("P1", None), ("P2", None)]


def test_stock_has_no_sums_to_compare(analyst: APIClient, client: APIClient, lake: LakeWriter) -> None:
    lake.batch(stock=[{}])
    made = _pin(analyst, client.get("/api/stock/"))
    refused = client.get(f"/api/pins/{made['pin_id']}/compare/")

    assert (refused.status_code, refused.json()["code"]) == (409, "not_comparable")


@pytest.mark.parametrize("accept", ["text/html", "text/html,*/*;q=0.8", "application/json"])
def test_the_page_has_every_row_in_two_languages_and_escapes_what_people_wrote(
    accept: str, analyst: APIClient, client: APIClient, answer: Any
) -> None:
    made = analyst.post(
        "/api/pins/", {"receipt": answer.json()["receipt"], "name": "<b>Day</b>", "reason": "why"}, format="json"
    ).json()
    page = client.get(f"/api/pins/{made['pin_id']}/page/", headers={"Accept": accept})
    text = page.content.decode()

    assert page["Content-Type"].startswith("text/html")
    for part in ("&lt;b&gt;Day", "Receita", "Revenue", "0.05", "7.00", made["receipt"], made["sha256"]):
        assert part in text
    assert "<b>" not in text


def test_the_command_pins_a_publication_and_a_report(answer: Any, lake: LakeWriter) -> None:
    told = StringIO()
    call_command("pin", publication="p0", reason="audit", author="root", stdout=told)
    call_command("pin", receipt=answer.json()["receipt"], name="Day", reason="why", author="root", stdout=told)

    made = pins(lake.settings)
    assert told.getvalue().split() == [each.pin_id for each in made]
    assert [(each.name, each.actor, each.is_report) for each in made] == [(None, "root", False), ("Day", "root", True)]


@pytest.mark.parametrize("what", [{"publication": "p9"}, {"receipt": "S0"}])
def test_the_command_says_what_it_cannot_pin(what: dict[str, str], answer: Any) -> None:
    with pytest.raises(CommandError, match=r"p9|S0"):
        call_command("pin", reason="why", author="root", **what)
