"""Why a number moved: each injected cause is a bar of exactly its amount, which lists exactly its events."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from hub.lake import arrow_schema, open_table
from hub.tables import BATCH_SALES, PUBLICATIONS, SILVER_EVENTS, SPEED_SALES
from tests.backend.reports.conftest import Ask
from tests.backend.reports.expected import CAUSES, injected
from tests.backend.reports.history import History, minutes, shown, totals, without_events
from tests.batch.histories import Marketplace, refund, sale, view
from tests.batch.lakes import START, rows_of

_HOUR = timedelta(hours=1)
_PERIOD = {"period_from": (START - _HOUR).isoformat(), "period_to": (START + _HOUR).isoformat()}
_MONEY = ("revenue", "gross", "refunds")
_COUNTS = ("orders", "units", "views", "events")


def _why(ask: Ask, start: datetime, end: datetime, **more: Any) -> Any:
    return ask("why", from_at=start.isoformat(), to_at=end.isoformat(), **({**_PERIOD, "platform": "amazon"} | more))


def _bars(answer: Any, currency: str = "BRL") -> dict[str, str]:
    """Each bar's revenue, once start and bars are seen to come to the end in every measure."""
    for each in answer["results"]:
        for name in (*_MONEY, *_COUNTS[:3]):
            bars = sum(Decimal(bar[name]) for bar in each["bars"])
            assert Decimal(each["start"][name]) + bars == Decimal(each["end"][name]), name
    (found,) = [each for each in answer["results"] if each["currency"] == currency] or [{"bars": []}]
    return {bar["cause"]: bar["revenue"] for bar in found["bars"]}


def _events(ask: Ask, start: datetime, end: datetime, cause: str, **more: Any) -> list[tuple[str, int, str]]:
    answer = ask(
        "why/events",
        from_at=start.isoformat(),
        to_at=end.isoformat(),
        cause=cause,
        **({**_PERIOD, "platform": "amazon"} | more),
    )
    return [(row["event_id"], row["sign"], row["amount"]) for row in answer["results"]]


def test_late_sales_refunds_and_cancellations_are_bars(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), sale("b", "50.00"), view("v"), at=START + minutes(1))
    history.reconcile(START + minutes(10))
    history.ingest(sale("c", "30.00"), refund("r", "20.00", of="a"), view("w"), at=START + minutes(20))
    history.ingest(refund("x", "50.00", of="b") | {"event_type": "cancellation"}, at=START + minutes(21))
    history.reconcile(START + minutes(30))
    start, end = START + minutes(15), START + minutes(40)

    answer = _why(ask, start, end)

    assert _bars(answer) == {"late": "30.00", "refund": "-20.00", "cancellation": "-50.00"}
    assert [(each["start"]["revenue"], each["end"]["revenue"]) for each in answer["results"]] == [("150.00", "110.00")]
    assert _events(ask, start, end, "late") == [("c", 1, "30.00"), ("w", 1, "0.00")]
    assert _events(ask, start, end, "refund") == [("r", 1, "-20.00")]
    assert _events(ask, start, end, "cancellation") == [("x", 1, "-50.00")]


def test_it_is_the_same_whether_live_or_a_reconciliation_brought_it(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), at=START + minutes(1))
    history.ingest(sale("b", "30.00"), at=START + minutes(20))
    history.flush()
    start, end = START + minutes(15), START + minutes(40)
    live = _bars(_why(ask, start, end))
    history.reconcile(START + minutes(30))

    assert live == _bars(_why(ask, start, end)) == {"late": "30.00"}


def test_what_live_let_through_is_a_bar_when_it_comes_and_when_it_goes(history: History, ask: Ask) -> None:
    again, other = START + 3 * _HOUR, START + 3 * _HOUR + minutes(1)
    history.ingest(sale("a", "100.00"), sale("b", "40.00"), at=START + minutes(1))
    history.ingest(sale("a", "100.00"), at=again)
    history.ingest(sale("b", "45.00"), at=other)
    history.reconcile(START + 5 * _HOUR)
    before, between, after = START + _HOUR, START + 4 * _HOUR, START + 6 * _HOUR

    assert _bars(_why(ask, before, between)) == {"conflict": "45.00", "beyond_horizon": "100.00"}
    assert _bars(_why(ask, between, after)) == {"conflict": "-45.00", "beyond_horizon": "-100.00"}
    assert _bars(_why(ask, before, after)) == {}
    assert _events(ask, between, after, "beyond_horizon") == [("a", -1, "-100.00")]
    assert _events(ask, between, after, "conflict") == [("b", -1, "-45.00")]


def test_what_is_taken_out_without_an_amount_is_worth_plain_zero(history: History, ask: Ask) -> None:
    history.ingest(view("v"), at=START + minutes(1))
    history.ingest(view("v"), at=START + 4 * _HOUR)
    start, end = START + 5 * _HOUR, START + 7 * _HOUR
    history.reconcile(START + 6 * _HOUR)

    assert _events(ask, start, end, "beyond_horizon") == [("v", -1, "0.00")]


def test_a_repeat_that_is_not_reconciled_yet_has_its_cause_already(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), sale("b", "40.00"), at=START + minutes(1))
    history.reconcile(START + minutes(5))
    moved = sale("b", "40.00", at=START + minutes(3))
    history.ingest(sale("a", "100.00"), moved, sale("c", "7.00"), at=START + 3 * _HOUR)
    history.flush()

    bars = _bars(_why(ask, START + _HOUR, START + 4 * _HOUR))

    assert bars == {"late": "7.00", "conflict": "40.00", "beyond_horizon": "100.00"}


def test_a_repeat_within_the_horizon_moves_nothing(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), at=START + minutes(1))
    history.ingest(sale("a", "100.00"), at=START + minutes(20))
    history.flush()

    assert _bars(_why(ask, START + minutes(10), START + minutes(30))) == {}


def test_a_conflict_on_another_day_is_told_on_both(history: History, ask: Ask) -> None:
    tomorrow = START + timedelta(days=1)
    history.ingest(sale("a", "100.00"), at=START + minutes(1))
    history.ingest(sale("a", "100.00", at=tomorrow), at=tomorrow + minutes(1))
    history.reconcile(tomorrow + 2 * _HOUR)
    day = {"period_from": (tomorrow - _HOUR).isoformat(), "period_to": (tomorrow + _HOUR).isoformat()}

    assert _bars(_why(ask, tomorrow + minutes(30), tomorrow + 3 * _HOUR, **day)) == {"conflict": "-100.00"}
    assert _bars(_why(ask, tomorrow + minutes(30), tomorrow + 3 * _HOUR)) == {}


def test_a_replayed_record_counts_for_the_contract(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "1.00"), at=START + minutes(1), broken=1)
    history.ingest(sale("b", "9.00", raw=b"{broken0"), sale("c", "2.00"), at=START + minutes(20))
    history.flush()
    start, end = START + minutes(10), START + minutes(30)

    assert _bars(_why(ask, start, end)) == {"late": "2.00", "contract_change": "9.00"}
    assert _events(ask, start, end, "contract_change") == [("b", 1, "9.00")]


def test_another_rule_is_a_bar_of_its_difference(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), sale("b", "50.00"), at=START + minutes(1))
    history.reconcile(START + minutes(10))
    rows = [
        row | {"revenue": row["revenue"] - 5, "gross": row["gross"] - 5} if row["event_id"] == "a" else row
        for row in rows_of(history.settings, SILVER_EVENTS)
    ]
    history.write(SILVER_EVENTS, rows, mode="overwrite")
    sums = [
        row | {"revenue": row["revenue"] - 5, "gross": row["gross"] - 5}
        for row in rows_of(history.settings, BATCH_SALES)
    ]
    history.write(BATCH_SALES, sums, mode="overwrite")
    history.published.append((START + minutes(20), history.seq))
    history.publish(START + minutes(20), history.seq, {})
    start, end = START + minutes(15), START + minutes(25)

    assert _bars(_why(ask, start, end)) == {"rule_change": "-5.00"}
    assert _events(ask, start, end, "rule_change") == [("a", -1, "-100.00"), ("a", 1, "95.00")]


def test_a_repeat_that_silver_had_taken_in_goes_as_a_duplicate(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), sale("b", "1.00"), at=START - timedelta(days=40))
    history.reconcile(START - timedelta(days=39))
    history.ingest(sale("a", "100.00", at=START + minutes(1)), at=START + minutes(2))
    missed = history.arrivals[-1]
    first, history.arrivals[-1] = history.arrivals[-1], missed._replace(event=missed.event | {"event_id": "a2"})
    history.reconcile(START + minutes(10))
    history.arrivals[-1] = first
    rows = [
        row | {"event_id": "a"} if row["event_id"] == "a2" else row for row in rows_of(history.settings, SILVER_EVENTS)
    ]
    history.write(SILVER_EVENTS, rows, mode="overwrite")
    history.publish(START + minutes(11), history.seq, {})
    history.reconcile(START + minutes(20), full=True)
    start, end = START + minutes(15), START + minutes(25)

    assert _bars(_why(ask, start, end)) == {"duplicate": "-100.00"}
    assert _events(ask, start, end, "duplicate") == [("a", -1, "-100.00")]


def _drop_a_speed_row(history: History) -> None:
    rows = [row for row in rows_of(history.settings, SPEED_SALES) if row["revenue"] != Decimal("40.00")]
    write_deltalake(
        open_table(history.settings, SPEED_SALES),
        pa.Table.from_pylist(rows, schema=arrow_schema(SPEED_SALES)),
        mode="overwrite",
    )


def test_a_lost_speed_row_is_drift(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), sale("b", "40.00", at=START + minutes(5)), at=START + minutes(6))
    history.flush()
    _drop_a_speed_row(history)
    history.reconcile(START + minutes(20))
    start, end = START + minutes(10), START + minutes(30)

    answer = _why(ask, start, end)

    assert answer["results"][0]["start"]["revenue"] == "100.00"
    assert _bars(answer) == {"speed_drift": "40.00"}
    assert _events(ask, start, end, "speed_drift") == [("b", 0, "40.00")]


def test_drift_is_told_from_the_report_once_the_rows_are_pruned(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), sale("b", "40.00", at=START + minutes(5)), at=START + minutes(6))
    history.flush()
    _drop_a_speed_row(history)
    pane = [1, (START + minutes(5)).isoformat(), "-40.00", "-40.00", "0.00", -1, -1, 0, -1]
    cause = {"cause": "speed_drift", "platform": "amazon", "currency": "BRL", "panes": [pane], "panes_left_out": 0}
    history.reconcile(START + minutes(20))
    report = {"after": 0, "upto": 1, "matches": False, "causes": [cause]}
    _replace_drift(history, report)
    history.reconcile(START + minutes(25))
    history.prune(1)
    history.vacuum(SPEED_SALES)

    assert _bars(_why(ask, START + minutes(10), START + minutes(30))) == {"speed_drift": "40.00"}


def _replace_drift(history: History, report: dict[str, Any]) -> None:
    rows = [row | {"drift": json.dumps(report)} for row in rows_of(history.settings, PUBLICATIONS)]
    history.write(PUBLICATIONS, rows, mode="overwrite")


def test_rebuilt_speed_rows_no_longer_hold_what_live_let_through(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), at=START + minutes(1))
    history.ingest(sale("a", "100.00"), at=START + 3 * _HOUR)
    history.flush()
    open_table(history.settings, SPEED_SALES).delete("ingest_seq = 2")

    assert _bars(_why(ask, START + _HOUR, START + 4 * _HOUR)) == {}


def test_a_roll_back_brings_back_what_live_had_let_through(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), at=START + minutes(1))
    history.reconcile(START + minutes(10))
    history.ingest(sale("a", "100.00"), sale("b", "7.00"), at=START + 3 * _HOUR)
    history.reconcile(START + 4 * _HOUR)
    first, _ = sorted(rows_of(history.settings, PUBLICATIONS), key=lambda row: row["published_at"])
    again = first | {"publication_id": "again", "published_at": START + 5 * _HOUR, "verdict": "rolled_back"}
    history.write(PUBLICATIONS, [again])
    history.published.append((START + 5 * _HOUR, 1))

    assert _bars(_why(ask, START + 4.5 * _HOUR, START + 6 * _HOUR)) == {"beyond_horizon": "100.00"}
    assert _bars(_why(ask, START + _HOUR, START + 6 * _HOUR)) == {"late": "7.00", "beyond_horizon": "100.00"}
    history.vacuum(SILVER_EVENTS, BATCH_SALES)
    assert _bars(_why(ask, START + 4.5 * _HOUR, START + 6 * _HOUR)) == {"beyond_horizon": "100.00"}


def test_silver_of_then_may_be_vacuumed(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "100.00"), at=START + minutes(1))
    history.reconcile(START + minutes(10))
    history.ingest(sale("b", "7.00"), at=START + minutes(20))
    history.reconcile(START + minutes(30), full=True)
    start, end = START + minutes(15), START + minutes(40)
    before = _why(ask, start, end)
    assert before["from"]["as_published"]
    history.vacuum(SILVER_EVENTS, SPEED_SALES, BATCH_SALES)

    history.ingest(at=START + minutes(50))
    history.reconcile(START + minutes(60))
    after = _why(ask, start, end)

    assert not after["from"]["as_published"]
    assert _bars(after) == _bars(before) == {"late": "7.00"}
    assert [each["start"] for each in after["results"]] == [each["start"] for each in before["results"]]


def test_every_cause_at_once_over_random_days(history: History, ask: Ask) -> None:
    """Whatever a random marketplace does, start and end are what was served, and the bars are the difference."""
    market = Marketplace(11)
    for number in range(4):
        market.day(history, (START + timedelta(days=number)).date())
        history.reconcile(history.ingested_at + minutes(30), seam=history.seq - 1)
    history.flush()
    history.prune(history.published[-2][1])
    history.vacuum(SPEED_SALES)
    moments = [START + timedelta(hours=13 * step) for step in range(1, 8)]
    for day in range(-2, 4):
        begin = START.replace(hour=0) + timedelta(days=day)
        finish = begin + timedelta(days=1)
        period = {"period_from": begin.isoformat(), "period_to": finish.isoformat()}
        for platform in ("amazon", "shopee"):
            for start, end in zip(moments, moments[2:], strict=False):
                answer = _why(ask, start, end, **period, platform=platform)
                _bars(answer)
                for name, moment in (("start", start), ("end", end)):
                    told = [{"platform": platform, **each[name]} for each in answer["results"]]
                    expected = without_events(totals(history.served(moment), begin, finish, platform=platform))
                    assert {key: sums for key, sums in shown(told).items() if any(sums)} == _not_zero(expected)


def _not_zero(sums: dict[tuple[str, str], tuple[Any, ...]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {key: values for key, values in sums.items() if any(values)}


def test_bars_are_the_injected_events_over_random_days(history: History, ask: Ask) -> None:
    market = Marketplace(5)
    for number in range(3):
        market.day(history, (START + timedelta(days=number)).date())
        history.reconcile(history.ingested_at + minutes(30), seam=history.seq - 1)
    history.flush()
    start, end = START + timedelta(hours=20), START + timedelta(days=2, hours=10)
    begin, finish = START - timedelta(days=5), START + timedelta(days=4)
    period = {"period_from": begin.isoformat(), "period_to": finish.isoformat()}

    for platform in ("amazon", "mercado_livre", "shopee"):
        found = {cause: sorted(_events(ask, start, end, cause, **period, platform=platform)) for cause in CAUSES}
        assert found == injected(history, start, end, platform), platform


def test_events_are_paged_in_the_order_in_which_they_came(history: History, ask: Ask) -> None:
    history.ingest(sale("a"), at=START + minutes(1))
    history.ingest(*(sale(f"e{number}", at=START) for number in range(25)), at=START + minutes(20))
    history.flush()
    asked = {"from_at": (START + minutes(10)).isoformat(), "to_at": (START + minutes(30)).isoformat(), **_PERIOD}
    whole = ask("why/events", **asked)["results"]
    paged, answer = [], ask("why/events", limit="7", **asked)
    while answer["next"]:
        paged += answer["results"]
        cursor = answer["next"].split("cursor=")[1].split("&")[0]
        answer = ask("why/events", limit="7", cursor=cursor, **asked)

    assert paged + answer["results"] == whole
    assert {row["event_id"] for row in whole} == {f"e{number}" for number in range(25)}
    arrivals = {each.event["event_id"]: each for each in history.arrivals}
    for row in whole:
        assert (row["topic_id"], row["partition"], row["offset"]) == ("topic-1", *arrivals[row["event_id"]].place[1:])


def test_a_bar_leads_to_its_events(history: History, ask: Ask, client: Any) -> None:
    history.ingest(sale("a"), at=START + minutes(1))
    history.ingest(sale("b", "3.00"), refund("r", "1.00", of="a"), at=START + minutes(20))
    history.flush()
    (found,) = _why(ask, START + minutes(10), START + minutes(30))["results"]

    listed = {bar["cause"]: client.get(bar["events_url"]).json()["results"] for bar in found["bars"]}

    assert {cause: [row["event_id"] for row in rows] for cause, rows in listed.items()} == {
        "late": ["b"],
        "refund": ["r"],
    }


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"from_at": (START + _HOUR).isoformat(), "to_at": START.isoformat()}, "bad_interval"),
        ({"period_to": (START + timedelta(days=90)).isoformat()}, "range_too_long"),
        ({"to_at": "2199-03-01T12:00:00Z"}, "bad_time"),
        ({"cause": "late"}, "unknown_parameter"),
        ({"to_at": "2026-03-01T12:00:00"}, "naive_time"),
    ],
)
def test_what_cannot_be_explained_is_refused(parameters: dict[str, str], code: str, history: History, ask: Ask) -> None:
    asked = {"from_at": START.isoformat(), "to_at": (START + _HOUR).isoformat(), **_PERIOD} | parameters
    answer = ask("why", raw=True, **asked)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
