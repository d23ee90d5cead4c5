"""What was known at a moment, against plain Python over the same arrivals."""

from datetime import datetime, timedelta

import pytest

from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SPEED_PRODUCTS, SPEED_SALES
from tests.backend.reports.conftest import Ask
from tests.backend.reports.history import History, minutes, shown, totals, without_events
from tests.batch.histories import Marketplace, sale
from tests.batch.lakes import START

_WEEK = {"from": (START - timedelta(days=4)).isoformat(), "to": (START + timedelta(days=6)).isoformat()}


def _grown(history: History, *, days: int = 3) -> list[datetime]:
    """Let days pass, reconciled each morning but the last; return ten moments between them."""
    market = Marketplace(7)
    for number in range(days):
        market.day(history, (START + timedelta(days=number)).date())
        if number < days - 1:
            history.reconcile(history.ingested_at + minutes(30))
    history.flush()
    span = history.ingested_at - START
    return [START + span * share / 10 for share in range(1, 11)]


def test_it_is_the_plain_sum_of_what_had_come_in(history: History, ask: Ask) -> None:
    for at in _grown(history):
        answer = ask("as-known", at=at.isoformat(), **_WEEK)

        expected = totals(history.known(at), START - timedelta(days=4), START + timedelta(days=6))
        assert shown(answer["results"]) == without_events(expected), at
        assert answer["known"]["ingest_seq"] == history.newest_at(at)


def test_no_vacuum_changes_what_was_known(history: History, ask: Ask) -> None:
    moments = _grown(history)
    before = {at: ask("as-known", at=at.isoformat(), **_WEEK)["results"] for at in moments}
    assert len({str(rows) for rows in before.values()}) == 10

    history.reconcile(history.ingested_at + minutes(60))
    history.prune(history.seq)
    history.vacuum(SPEED_SALES, SPEED_PRODUCTS, BATCH_SALES, BATCH_PRODUCTS)

    settled = [at for at in moments if history.newest_at(at) <= history.published[-2][1]]
    assert len(settled) >= 6
    for at in moments:
        answer = ask("as-known", at=at.isoformat(), **_WEEK)
        expected = totals(history.known(at), START - timedelta(days=4), START + timedelta(days=6))
        assert shown(answer["results"]) == without_events(expected), at
        assert answer["settled"] == "1.0000"
        if at in settled:
            assert answer["results"] == before[at], at


def test_before_the_first_batch_nothing_is_known(history: History, ask: Ask) -> None:
    history.ingest(sale("a"))
    history.flush()

    answer = ask("as-known", at=(START - minutes(5)).isoformat(), **_WEEK)

    assert (answer["results"], answer["totals"]) == ([], [])
    assert answer["known"] == {"ingest_seq": 0, "ingested_at": None}
    assert answer["fresh_as_of"] is None


def test_a_batch_is_known_from_the_moment_that_it_was_ingested(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "10.00"), at=START + minutes(1))
    history.ingest(sale("b", "5.00"), at=START + minutes(2))
    history.flush()
    moments = [minutes(1) - timedelta(microseconds=1), minutes(1), minutes(1.99), minutes(2)]

    revenues = [
        [row["revenue"] for row in ask("as-known", at=(START + at).isoformat(), **_WEEK)["totals"]] for at in moments
    ]

    assert revenues == [[], ["10.00"], ["10.00"], ["15.00"]]


def test_arrivals_past_the_seam_are_said_to_be_unsettled(history: History, ask: Ask) -> None:
    history.ingest(sale("a"), sale("b"), sale("c"), at=START + minutes(1))
    history.reconcile(START + minutes(2))
    history.ingest(sale("d"), at=START + minutes(3))
    history.flush()

    assert ask("as-known", at=(START + minutes(2)).isoformat(), **_WEEK)["settled"] == "1.0000"
    assert ask("as-known", at=(START + minutes(3)).isoformat(), **_WEEK)["settled"] == "0.7500"
    assert ask("as-known", **_WEEK)["settled"] == "0.7500"


def test_a_redelivery_beyond_the_horizon_counts_until_silver_takes_it_out(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "10.00"), at=START + minutes(1))
    history.ingest(sale("a", "10.00"), at=START + timedelta(hours=3))
    history.flush()
    at = (START + timedelta(hours=4)).isoformat()
    assert ask("as-known", at=at, **_WEEK)["totals"][0]["revenue"] == "20.00"

    history.reconcile(START + timedelta(hours=5))

    assert ask("as-known", at=at, **_WEEK)["totals"][0]["revenue"] == "10.00"


def test_days_are_rows_of_their_own(history: History, ask: Ask) -> None:
    evening = datetime.fromisoformat("2026-03-02T02:59:59Z")
    history.ingest(sale("a", "1.00", at=evening), sale("b", "2.00", at=evening + timedelta(seconds=1)), at=START)
    history.reconcile(START + timedelta(days=2))

    answer = ask("as-known", group="day", **_WEEK)

    assert [(row["day"], row["revenue"]) for row in answer["results"]] == [
        ("2026-03-01", "1.00"),
        ("2026-03-02", "2.00"),
    ]
    assert answer["totals"][0]["revenue"] == "3.00"


def test_currencies_and_platforms_stay_apart(history: History, ask: Ask) -> None:
    history.ingest(sale("a", "1.00"), sale("b", "2.00", currency="USD"), sale("c", "4.00", platform="shopee"), at=START)
    history.reconcile(START + minutes(1))

    answer = ask("as-known", **_WEEK)
    rows = [(row["platform"], row["currency"], row["revenue"]) for row in answer["results"]]

    assert rows == [("amazon", "BRL", "1.00"), ("amazon", "USD", "2.00"), ("shopee", "BRL", "4.00")]
    assert [(row["currency"], row["revenue"]) for row in answer["totals"]] == [("BRL", "5.00"), ("USD", "2.00")]
    assert [row["platform"] for row in ask("as-known", platform="shopee", **_WEEK)["results"]] == ["shopee"]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"at": "2026-03-01T12:00:00"}, "naive_time"),
        ({"at": "2199-03-01T12:00:00Z"}, "bad_time"),
        ({"zone": "Mars/Olympus"}, "bad_zone"),
        ({"zone": "America"}, "bad_zone"),
        ({"day": "2026-03-01", "from": "2026-03-01T12:00:00Z"}, "conflicting_parameters"),
        ({"day": "2011-12-30", "zone": "Pacific/Apia"}, "bad_day"),
        ({"from": "2026-03-01T12:00:00Z", "to": "2026-05-01T12:00:00Z"}, "range_too_long"),
    ],
)
def test_what_cannot_be_answered_is_refused(parameters: dict[str, str], code: str, history: History, ask: Ask) -> None:
    answer = ask("as-known", raw=True, **parameters)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
