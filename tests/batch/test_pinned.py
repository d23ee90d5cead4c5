"""Pins, and whether each still is what was pinned."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from deltalake import write_deltalake

from hub.errors import LakeError
from hub.lake import arrow_schema, create_tables, open_table
from hub.pins import Pin, pin, pin_report, pinned_body, pins
from hub.settings import Settings, load_settings
from hub.tables import PINS
from spark_jobs.batch.pinned import check_pins

_BODY = json.dumps({"results": [], "receipt": "S1.B1"}).encode()


@pytest.fixture
def lake(tmp_path: Path) -> Settings:
    """A lake with empty tables."""
    settings = load_settings(home=tmp_path / "hub")
    create_tables(settings)
    return settings


def _report(lake: Settings, body: bytes = _BODY, publication_id: str = "p1") -> Pin:
    return pin_report(
        lake, body=body, receipt="S1.B1", publication_id=publication_id, name="Board", actor="ana", reason="meeting"
    )


def _alter(lake: Settings, **values: Any) -> None:
    rows = open_table(lake, PINS).to_pyarrow_dataset().to_table().to_pylist()
    changed = pa.Table.from_pylist([row | values for row in rows], arrow_schema(PINS))
    write_deltalake(open_table(lake, PINS), changed, mode="overwrite")


def _problems(lake: Settings, *publication_ids: str) -> list[str]:
    check = check_pins(lake, publication_ids)
    assert check.passed == (not check.found["problems"])
    return [each["problem"] for each in check.found["listed"]]


def test_a_pinned_report_keeps_its_exact_bytes_and_their_hash(lake: Settings) -> None:
    made = _report(lake, b'{"receipt":"S1.B1","name":"caf\xc3\xa9"}')

    assert pins(lake) == [made]
    assert made.sha256 == hashlib.sha256(pinned_body(lake, made.pin_id)).hexdigest()


def test_a_publication_that_does_not_exist_cannot_be_pinned(lake: Settings) -> None:
    with pytest.raises(LakeError, match="no publication 'p9'"):
        pin(lake, publication_id="p9", actor="ana", reason="a report")


def test_a_pin_of_a_publication_has_no_report(lake: Settings) -> None:
    with pytest.raises(LakeError, match="has no report"):
        pinned_body(lake, "p1")


def test_pins_that_are_as_they_were_pass(lake: Settings) -> None:
    _report(lake)
    _report(lake, publication_id="")

    assert _problems(lake, "p1") == []
    assert check_pins(lake, {"p1"}).found["reports"] == 2


def test_a_report_whose_bytes_were_changed_is_found(lake: Settings) -> None:
    made = _report(lake)
    _alter(lake, body=_BODY.replace(b"[]", b"[1]"))

    assert _problems(lake, "p1") == ["its report does not match its hash"]
    assert check_pins(lake, {"p1"}).found["listed"][0]["pin_id"] == made.pin_id


def test_a_report_under_another_receipt_is_found(lake: Settings) -> None:
    _report(lake)
    _alter(lake, receipt="S2.B2")

    assert _problems(lake, "p1") == ["its report carries another receipt"]


def test_a_pin_whose_publication_is_gone_is_found(lake: Settings) -> None:
    _report(lake)

    assert _problems(lake, "p2") == ["its publication is gone"]


def test_a_report_that_was_deleted_is_found(lake: Settings) -> None:
    _report(lake)
    open_table(lake, PINS).update(updates={"body": "null"})

    assert pc.count(open_table(lake, PINS).to_pyarrow_dataset().to_table()["body"]).as_py() == 0
    assert _problems(lake, "p1") == ["its report is gone"]
