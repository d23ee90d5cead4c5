"""The oracle's judgement of answers: right ones pass, and one that joins an old seam with a new batch view does not."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from tests.oracle.answers import SUMMARY, TOP, WINDOWS, Question, expected
from tests.oracle.merged import Line, MergedRecount
from tests.oracle.recount import Sums
from tests.oracle.serving import Serving
from tests.oracle.test_oracle import SALE
from tests.oracle.topic import Record
from tests.oracle.verdict import ZONE

HORIZON = timedelta(seconds=10)
START = datetime(2026, 11, 24, 20, tzinfo=UTC)
PANE = (datetime(2026, 11, 24, 19, 8, 30, tzinfo=UTC), "mercado_livre", "BRL")
DAY = START.replace(hour=0), START.replace(hour=23)


def batch(number: int, first: int, end: int) -> dict[str, Any]:
    return {
        "ingest_seq": number,
        "ingested_at": START + number * timedelta(seconds=8),
        "topic_id": "t",
        "ranges": [{"partition": 0, "start": first, "end": end}],
    }


INGESTS = [batch(1, 0, 2), batch(2, 2, 3), batch(3, 3, 3), batch(4, 3, 5)]


@pytest.fixture
def recount() -> MergedRecount:
    """One sale in batch 1; it comes again 8 s later and, dearer, another 16 s after that. Batch 4 has a second sale."""
    dearer, other = SALE | {"unit_price": "2000.00", "total": "4000.00"}, SALE | {"event_id": "MLB-2"}
    messages = [b"broken", *(json.dumps(each).encode() for each in (SALE, SALE, dearer, other))]
    records = [Record("t", 0, offset, raw) for offset, raw in enumerate(messages)]
    return MergedRecount(records, INGESTS, HORIZON, ZONE)


def line(gross: str, orders: int, settled: int) -> Line:
    return Line(Sums(Decimal(gross), Decimal(gross), orders=orders, units=2 * orders, events=orders), settled)


def test_past_the_seam_counts_what_came_after_the_horizon_and_behind_it_the_first_arrival(
    recount: MergedRecount,
) -> None:
    assert recount.at(0, 3).sales == {PANE: line("3999.98", 1, 0)}
    assert recount.at(0, 4).sales == {PANE: line("11999.96", 3, 0)}
    assert recount.at(2, 4).sales == {PANE: line("11999.96", 3, 1)}
    assert recount.at(4, 4).sales == {PANE: line("7999.96", 2, 2)}
    assert [each.offset for each in recount.let_through] == [3]


def test_answers_are_written_as_the_reference_says(recount: MergedRecount) -> None:
    merged = recount.at(2, 4)
    sums = {"revenue": "11999.96", "gross": "11999.96", "refunds": "0.00", "orders": 3, "units": 6, "views": 0}
    window = {"window_start": "2026-11-24T19:08:00Z", "window_end": "2026-11-24T19:09:00Z"}
    key = {"platform": "mercado_livre", "currency": "BRL"}
    assert expected(Question(WINDOWS, *DAY), merged) == {"results": [window | key | sums], "settled": "0.3333"}
    assert len(expected(Question(WINDOWS, *DAY, 10), merged)["results"]) == 6
    totals = {"totals": [{"currency": "BRL"} | sums]}
    assert expected(Question(SUMMARY, *DAY), merged) == {"results": [key | sums], "settled": "0.3333"} | totals
    product = {"rank": 1, "product_id": "P-1"} | key | sums
    assert expected(Question(TOP, *DAY), merged) == {"results": [product], "settled": "0.3333"}


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Tables with what a receipt names: version 1 of `publications` has seam 2, version 2 seam 4."""

    def write(table: str, *rows: dict[str, Any]) -> None:
        write_deltalake(str(tmp_path / table), pa.Table.from_pylist(list(rows)), mode="append")

    versions = {"batch_version": 7, "batch_products_version": 8}
    write("publications", {"published_at": START, "seam": 0, "batch_version": 0, "batch_products_version": 0})
    write("publications", {"published_at": START + HORIZON, "seam": 2} | versions)
    write("publications", {"published_at": START + 2 * HORIZON, "seam": 4} | dict.fromkeys(versions, 9))
    for table in ("speed/sales", "speed/products"):
        write(table, *({"ingest_seq": number} for number in (1, 4)))
    write("bronze/ingests", *({name: row[name] for name in ("ingest_seq", "ingested_at")} for row in INGESTS))
    return tmp_path


def answer(recount: MergedRecount, receipt: str, seam: int) -> tuple[Question, bytes]:
    question = Question(SUMMARY, *DAY)
    told = expected(question, recount.at(seam, 4))
    more = {"receipt": f"{receipt}.T1", "next": None, "fresh_as_of": "2026-11-24T20:00:32Z"}
    return question, json.dumps(told | more).encode()


@pytest.mark.parametrize(
    ("receipt", "seam", "problems"),
    [
        ("S2.B7.V0.C8.P0.K0.A0.I0.N1", 2, 0),
        ("S4.B9.V0.C9.P0.K0.A0.I0.N2", 4, 0),
        # The numbers of another seam than the receipt names: the revenue, its total and the settled share are wrong.
        ("S2.B7.V0.C8.P0.K0.A0.I0.N1", 4, 3),
        # The old seam with the new batch view.
        ("S2.B9.V0.C9.P0.K0.A0.I0.N2", 2, 1),
        ("S2.B7.V0.C9.P0.K0.A0.I0.N1", 2, 1),
    ],
)
def test_an_answer_that_mixes_two_publications_is_noticed(
    recount: MergedRecount, lake: Path, receipt: str, seam: int, problems: int
) -> None:
    found = list(Serving(lake, recount).problems([answer(recount, receipt, seam)]))
    assert len(found) == problems, found
