"""The quarantine as it is served, on real Delta files."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.lake.service import LakeService
from backend.quarantine import index
from hub.tables import BRONZE_QUARANTINE
from tests.backend.lake_writer import NOON, LakeWriter

_DAY = {"from": "2026-11-24T00:00:00Z", "to": "2026-11-25T00:00:00Z"}


def _answer(client: APIClient, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/api/quarantine/", {**_DAY, **parameters})
    assert answer.status_code == 200, answer.json()
    body: dict[str, Any] = answer.json()
    return body


def test_a_record_is_shown_with_its_place_and_its_reason(client: APIClient, lake: LakeWriter) -> None:
    lake.refuse(("not_json", b"<html>"))
    (row,) = _answer(client)["results"]

    assert (row["ingest_seq"], row["topic_id"], row["partition"], row["offset"]) == (1, "topic", 0, 100)
    assert (row["reason"], row["detail"]) == ("not_json", "detail of 0")
    assert (row["ingested_at"], row["kafka_timestamp"]) == ("2026-11-24T12:00:01.000Z", "2026-11-24T12:00:01.000Z")
    assert (row["raw_text"], row["raw_bytes"], row["truncated"]) == ("<html>", 6, False)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"caf\xc3\xa9", "café"),
        (b"\xff\x00\n", r"\xff\x00\n"),
        (b"\x1b[31m", r"\x1b[31m"),
        ("a\u202eb".encode(), r"a\u202eb"),
    ],
)
def test_bytes_are_shown_exactly_and_as_text_that_does_nothing(
    raw: bytes, text: str, client: APIClient, lake: LakeWriter
) -> None:
    lake.refuse(("not_utf8", raw))
    (row,) = _answer(client)["results"]

    assert base64.b64decode(row["raw_base64"]) == raw
    assert row["raw_text"] == text


def test_of_a_long_record_its_beginning_is_shown(client: APIClient, lake: LakeWriter) -> None:
    raw = bytes(range(256)) * 4000
    lake.refuse(("too_large", raw))
    (row,) = _answer(client)["results"]

    assert (row["raw_bytes"], row["truncated"]) == (1_024_000, True)
    assert base64.b64decode(row["raw_base64"]) == raw[:2048]


def test_a_record_without_a_value_has_none(client: APIClient, lake: LakeWriter) -> None:
    lake.refuse(("empty", None))
    (row,) = _answer(client)["results"]

    assert (row["raw_bytes"], row["raw_base64"], row["raw_text"], row["truncated"]) == (None, None, None, False)


def test_counts_are_of_the_whole_interval_whatever_the_page_shows(client: APIClient, lake: LakeWriter) -> None:
    records = [("not_json", b"1"), ("empty", None), ("not_json", b"2"), ("wrong_type", b"3")]
    lake.refuse(*records)
    lake.refuse(*records)
    body = _answer(client, reason="empty", limit=1)

    assert [(row["reason"], row["offset"]) for row in body["results"]] == [("empty", 201)]
    assert [(each["reason"], each["records"]) for each in body["counts"]] == [
        ("not_json", 4),
        ("empty", 2),
        ("wrong_type", 2),
    ]
    assert body["total"] == 8


def test_pages_make_the_whole_newest_first(client: APIClient, lake: LakeWriter) -> None:
    for _ in range(3):
        lake.refuse(*[("not_json", b"{")] * 5)
    address, seen = f"/api/quarantine/?from={_DAY['from']}&to={_DAY['to']}&limit=4", []
    while address:
        body = client.get(address).json()
        seen += [(row["ingest_seq"], row["partition"], row["offset"]) for row in body["results"]]
        address = body["next"]

    assert seen == sorted(
        ((seq, place % 2, 100 * seq + place) for seq in (1, 2, 3) for place in range(5)), reverse=True
    )


def test_the_interval_bounds_when_a_record_came(client: APIClient, lake: LakeWriter) -> None:
    for _ in range(3):
        lake.refuse(("not_json", b"{"))
    between = {"from": (NOON + timedelta(seconds=2)).isoformat(), "to": (NOON + timedelta(seconds=3)).isoformat()}

    assert [row["ingest_seq"] for row in _answer(client, **between)["results"]] == [2]


def test_by_default_the_last_seven_days_are_asked_for(client: APIClient, lake: LakeWriter) -> None:
    body = client.get("/api/quarantine/").json()

    assert (body["total"], body["counts"], body["results"], body["next"]) == (0, [], [], None)
    assert body["from"][:10] < body["to"][:10]


def test_a_batch_that_is_not_whole_is_not_shown(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    lake.refuse(("not_json", b"1"))
    lake.refuse(("not_json", b"2"), whole=False)
    service.refresh_now()
    assert _answer(client)["total"] == 1

    lake.declare_whole()
    service.refresh_now()
    assert _answer(client)["total"] == 2


def test_compaction_and_removal_are_followed(client: APIClient, lake: LakeWriter, service: LakeService) -> None:
    for _ in range(3):
        lake.refuse(("not_json", b"{"), ("empty", None))
    before = _answer(client)
    lake.handle(BRONZE_QUARANTINE).optimize.compact()
    lake.batch()
    service.refresh_now()
    after = _answer(client)
    assert (after["counts"], after["results"]) == (before["counts"], before["results"])

    lake.handle(BRONZE_QUARANTINE).delete("ingest_seq = 3")
    lake.batch()
    service.refresh_now()
    assert {row["ingest_seq"] for row in _answer(client)["results"]} == {1, 2}


def test_settled_is_the_share_behind_the_seam(client: APIClient, lake: LakeWriter) -> None:
    for _ in range(4):
        lake.refuse(("not_json", b"{"))
    lake.publish(3)

    assert _answer(client)["settled"] == "0.7500"


def test_more_than_an_answer_goes_through_is_refused(
    client: APIClient, lake: LakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_RECORDS_AT_MOST", 3)
    lake.refuse(*[("not_json", b"{")] * 4)
    answer = client.get("/api/quarantine/", _DAY)

    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_records")


def test_a_lake_without_the_table_has_nothing_in_quarantine(client: APIClient) -> None:
    assert _answer(client)["total"] == 0


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"reason": "ugly"}, "bad_parameter"),
        ({"from": "2026-11-24T00:00:00Z"}, "bad_interval"),
        ({"from": "2026-01-01T00:00:00Z", "to": "2026-11-01T00:00:00Z"}, "range_too_long"),
        ({"cursor": "WzFd"}, "bad_cursor"),
        ({"limit": 201}, "bad_parameter"),
    ],
)
def test_a_wrong_parameter_is_refused(parameters: dict[str, Any], code: str, client: APIClient) -> None:
    answer = client.get("/api/quarantine/", parameters)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
