"""Refunds on either basis, against plain Python over the same arrivals."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.backend.reports.conftest import Ask
from tests.backend.reports.expected import corrections, refunds_by_day
from tests.backend.reports.history import History, minutes
from tests.batch.histories import Marketplace, refund, sale
from tests.batch.lakes import START

_SAO_PAULO = ZoneInfo("America/Sao_Paulo")
_MONDAY, _TUESDAY = (datetime(2026, 3, day, 15, tzinfo=UTC) for day in (2, 3))


def _rows(ask: Ask, basis: str, **parameters: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    answer = ask("refunds", basis=basis, **parameters)
    return {(row["day"], row["platform"], row["currency"]): row for row in answer["results"]}


def test_a_refund_is_taken_from_its_own_day_or_from_that_of_its_sale(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00", at=_MONDAY), at=_MONDAY + minutes(1))
    history.ingest(sale("b", "80.00", at=_TUESDAY), refund("r", "30.00", of="a", at=_TUESDAY), at=_TUESDAY + minutes(1))
    history.reconcile(_TUESDAY + minutes(2))
    period = {"from": "2026-03-02T03:00:00Z", "to": "2026-03-04T03:00:00Z", "group": "day"}

    own, sales = (_rows(ask, basis, **period) for basis in ("refund_date", "sale_date"))

    assert [row["revenue"] for row in own.values()] == ["100.00", "50.00"]
    assert [row["revenue"] for row in sales.values()] == ["70.00", "80.00"]
    assert [row["difference"] for row in own.values()] == ["-30.00", "30.00"]


def test_a_refund_after_the_period_is_found(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00", at=_MONDAY), at=_MONDAY + minutes(1))
    history.reconcile(_MONDAY + minutes(2))
    history.ingest(refund("r", "30.00", of="a", at=_TUESDAY), at=_TUESDAY + minutes(1))
    history.flush()

    for settle in (lambda: None, lambda: history.reconcile(_TUESDAY + minutes(2))):
        settle()
        (row,) = _rows(ask, "sale_date", day="2026-03-02").values()
        assert (row["revenue"], row["refunds_by_refund_date"]) == ("70.00", "0.00")
    (before,) = _rows(ask, "sale_date", day="2026-03-02", at=(_MONDAY + minutes(5)).isoformat()).values()
    assert before["revenue"] == "100.00"


def test_a_refund_of_an_unknown_sale_stays_on_its_own_day(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "5.00", at=_MONDAY), at=_MONDAY + minutes(1))
    history.ingest(
        refund("r", "30.00", of="nobody", at=_TUESDAY),
        refund("s", "2.00", of="a", at=_TUESDAY),
        refund("t", "1.00", of="a", at=_TUESDAY, platform="shopee"),
        at=_TUESDAY + minutes(1),
    )
    history.reconcile(_TUESDAY + minutes(2))

    rows = _rows(ask, "sale_date", day="2026-03-03")

    told = {key[1]: (row["refunds"], row["unmatched"], row["unmatched_events"]) for key, row in rows.items()}
    assert told == {"amazon": ("30.00", "30.00", 1), "shopee": ("1.00", "1.00", 1)}


def test_both_bases_over_random_days(history: History, ask: Ask) -> None:
    market = Marketplace(3, events_a_batch=25)
    for number in range(4):
        market.day(history, (START + timedelta(days=number)).date())
        history.reconcile(history.ingested_at + minutes(30), seam=history.seq - 1)
    history.flush()
    begin, end = (START + timedelta(days=days) for days in (-5, 5))
    period = {"from": begin.isoformat(), "to": end.isoformat(), "group": "day"}

    found = _rows(ask, "sale_date", **period)

    expected = refunds_by_day(history)
    assert {key: (row["refunds_by_refund_date"], row["refunds_by_sale_date"]) for key, row in found.items()} == expected
    as_known = ask("as-known", **period)["results"]
    own = {key: row["revenue"] for key, row in _rows(ask, "refund_date", **period).items()}
    sold = {(row["day"], row["platform"], row["currency"]): row["revenue"] for row in as_known}
    assert own == {key: revenue for key, revenue in sold.items() if key in own}
    assert all(sold[key] == "0.00" for key in sold.keys() - own.keys())
    for name in ("refunds_by_refund_date", "refunds_by_sale_date"):
        everything = sum(Decimal(row[name]) for row in found.values())
        assert everything == sum(each.event["amount"] for each in corrections(history))


@pytest.mark.parametrize("single", ["2026-03-01", "2026-03-02", "2026-03-03"])
def test_a_day_alone_says_what_it_says_among_others(single: str, history: History, ask: Ask) -> None:
    market = Marketplace(3, events_a_batch=25)
    for number in range(4):
        market.day(history, (START + timedelta(days=number)).date())
    history.reconcile(history.ingested_at + minutes(30))
    period = {"from": "2026-02-20T03:00:00Z", "to": "2026-03-10T03:00:00Z", "group": "day"}
    among = {key: row for key, row in _rows(ask, "sale_date", **period).items() if key[0] == single}

    assert _rows(ask, "sale_date", day=single, group="day") == among
