"""The three forms of every report say the same, and each says which numbers it is made of."""

import csv
import io
import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rest_framework.test import APIClient

from backend.lake.service import LakeService
from tests.backend.reports.conftest import Ask
from tests.backend.reports.history import History, minutes
from tests.batch.histories import refund, sale
from tests.batch.lakes import START

_HOUR = timedelta(hours=1)
_PERIOD = {"from": (START - _HOUR).isoformat(), "to": (START + _HOUR).isoformat()}
_MOMENTS = {
    "from_at": (START + minutes(10)).isoformat(),
    "to_at": (START + minutes(30)).isoformat(),
    "period_from": _PERIOD["from"],
    "period_to": _PERIOD["to"],
}
_REPORTS: dict[str, dict[str, str]] = {
    "as-known": _PERIOD,
    "refunds": _PERIOD,
    "why": _MOMENTS,
    "why/events": _MOMENTS,
    "settling": {"final_after_hours": "1"},
}


@pytest.fixture
def filled(history: History) -> History:
    history.ingest(sale("a", "10.00"), sale("u", "4.00", currency="USD"), at=START + minutes(1))
    history.ingest(sale("b", "3.00"), refund("r", "1.50", of="a"), at=START + minutes(20))
    history.ingest(sale("z", "3.00", at=START + timedelta(days=3)), at=START + timedelta(days=3))
    history.reconcile(START + timedelta(days=3, hours=1))
    return history


@pytest.mark.parametrize("name", _REPORTS)
def test_csv_and_parquet_hold_the_same_rows(name: str, filled: History, ask: Ask) -> None:
    body = ask(name, **_REPORTS[name])
    text = ask(name, raw=True, format="csv", **_REPORTS[name])
    file = ask(name, raw=True, format="parquet", **_REPORTS[name])
    table = pq.read_table(io.BytesIO(file.content))

    assert text["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(text.content.decode())))
    assert rows
    assert [set(row) for row in rows] == [set(table.column_names)] * len(table)
    for row, typed in zip(rows, table.to_pylist(), strict=True):
        # Each file has the receipt that it can be asked for again by; the moment is one.
        assert (row.pop("receipt"), typed.pop("receipt")) == (text["Hub-Receipt"], file["Hub-Receipt"])
        assert {key: _read(row[key], value) for key, value in typed.items()} == typed
        assert row["settled"] == body["settled"]
    assert json.loads(table.schema.metadata[b"hub.report"])["receipt"] == file["Hub-Receipt"]
    assert len({each.partition(".R")[0] for each in (text["Hub-Receipt"], file["Hub-Receipt"], body["receipt"])}) == 1
    assert text["Hub-Settled"] == body["settled"]
    if name != "why":
        told = [{key: value for key, value in row.items() if key in body["results"][0]} for row in table.to_pylist()]
        assert [str(row) for row in _plain(told)] == [str(row) for row in _plain(body["results"])]


def _read(text: str, typed: Any) -> Any:
    if text == "":
        return None
    return typed if str(typed) == text or typed == _moment(text) else text


def _moment(text: str) -> Any:
    for kind in (datetime, date):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    return None


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Values as text, with times and days written in one way."""
    return [
        {key: str(_moment(value) or value) if isinstance(value, str) else str(value) for key, value in each.items()}
        for each in rows
    ]


def test_money_is_decimal_and_time_is_time(filled: History, ask: Ask) -> None:
    answer = ask("why/events", raw=True, format="parquet", **_MOMENTS)
    table = pq.read_table(io.BytesIO(answer.content))

    assert table.schema.field("amount").type == pa.decimal128(38, 2)
    assert table.schema.field("event_time").type == pa.timestamp("us", tz="UTC")
    assert table["amount"].to_pylist() == [Decimal("3.00"), Decimal("-1.50")]


def test_a_waterfall_adds_up_in_a_spreadsheet(filled: History, ask: Ask) -> None:
    answer = ask("why", raw=True, format="csv", **_MOMENTS)
    rows = [row for row in csv.DictReader(io.StringIO(answer.content.decode())) if row["currency"] == "BRL"]

    assert [(row["step"], row["revenue"]) for row in rows] == [
        ("start", "10.00"),
        ("late", "3.00"),
        ("refund", "-1.50"),
        ("end", "11.50"),
    ]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
    ],
)
def test_accept_says_the_form(accept: str, kind: str, filled: History, client: APIClient, service: LakeService) -> None:
    answer = client.get("/api/reports/as-known/", _PERIOD, HTTP_ACCEPT=accept)

    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert "Accept" in answer["Vary"]


def test_an_error_is_json_in_every_form(filled: History, client: APIClient) -> None:
    answer = client.get("/api/reports/as-known/", {"zone": "nowhere", "format": "csv"}, HTTP_ACCEPT="text/csv")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json()["code"] == "bad_zone"


def test_what_a_client_holds_is_not_sent_again(filled: History, client: APIClient) -> None:
    first = client.get("/api/reports/as-known/", {**_PERIOD, "format": "csv"})
    again = client.get("/api/reports/as-known/", {**_PERIOD, "format": "csv"}, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")


def test_a_text_is_never_a_formula(history: History, ask: Ask) -> None:
    history.ingest(sale("a"), at=START + minutes(1))
    history.ingest(sale("b", product_id="=1+1"), at=START + minutes(20))
    history.flush()

    answer = ask("why/events", raw=True, format="csv", **_MOMENTS)

    assert [row["product_id"] for row in csv.DictReader(io.StringIO(answer.content.decode()))] == ["'=1+1"]
