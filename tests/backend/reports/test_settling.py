"""How windows settle, against a plain count of when their events came."""

import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import groupby
from typing import Any

from tests.backend.reports.conftest import Ask
from tests.backend.reports.history import History
from tests.batch.histories import sale
from tests.batch.lakes import START

_HOUR = timedelta(hours=1)
_FIRST = START.replace(hour=0)
Lateness = Callable[[int, int], float]


def _grown(history: History, days: int, lateness: Lateness) -> list[tuple[datetime, datetime, Decimal]]:
    """Sell four times an hour; `lateness` says how many hours each sale is late. Returns (happened, came, total)."""
    told = []
    for hour in range(24 * days):
        for number in range(4):
            happened = _FIRST + hour * _HOUR + timedelta(minutes=15 * number)
            came = happened + timedelta(seconds=1) + lateness(hour, number) * _HOUR
            told.append((happened, came, Decimal(100 * number + 100) / 100))
    for came, group in groupby(sorted(told, key=lambda each: each[1]), key=lambda each: each[1]):
        history.ingest(
            *(sale(f"{happened.isoformat()}", f"{total:.2f}", at=happened) for happened, _, total in group), at=came
        )
    history.ingest(sale("last", at=_FIRST + (days + 4) * 24 * _HOUR), at=_FIRST + (days + 4) * 24 * _HOUR)
    history.reconcile(history.ingested_at + _HOUR)
    return told


def _by_age(answer: Any) -> dict[int, Any]:
    return {row["age_seconds"]: row for row in answer["results"]}


def test_the_bound_is_what_a_plain_count_says(history: History, ask: Ask) -> None:
    draw = random.Random(4)
    told = _grown(history, 8, lambda hour, number: draw.choice([0, 0, 0, 0, 0.5, 2, 7]))

    answer = ask("settling", platform="amazon", level="0.95")

    assert (answer["learned_from"], answer["learned_to"]) == ("2026-03-01", "2026-03-06")
    assert (answer["held_out_from"], answer["held_out_to"]) == ("2026-03-07", "2026-03-08")
    assert answer["enough"], answer["message"]
    for age, row in _by_age(answer).items():
        moves = sorted(_moves(told, age, 0, 6))
        rank = math.ceil((len(moves) + 1) * 0.95)
        bound = moves[rank - 1].quantize(Decimal("0.0001"), rounding=ROUND_CEILING)
        later = _moves(told, age, 6, 8)
        assert row["moves_at_most"] == str(bound), age
        assert (row["windows"], row["held_out_windows"]) == (144, 48)
        assert row["held_out_within"] == sum(move <= bound for move in later), age
    assert _by_age(answer)[86_400]["moves_at_most"] == "0.0000"
    assert _by_age(answer)[0]["revenue_arrived"] < _by_age(answer)[3600]["revenue_arrived"] < "1.0000"


def _moves(told: list[tuple[datetime, datetime, Decimal]], age: int, first: int, end: int) -> list[Decimal]:
    moves = []
    for hour in range(24 * first, 24 * end):
        begin = _FIRST + hour * _HOUR
        inside = [each for each in told if begin <= each[0] < begin + _HOUR]
        final = sum(total for _, _, total in inside)
        there = sum(total for _, came, total in inside if came <= begin + _HOUR + timedelta(seconds=age))
        moves.append((final - there) / final)
    return moves


def test_a_bound_that_later_days_break_is_said_not_to_hold(history: History, ask: Ask) -> None:
    _grown(history, 8, lambda hour, number: 0 if hour < 24 * 6 else 5)

    rows = _by_age(ask("settling", platform="amazon"))

    assert (rows[0]["moves_at_most"], rows[0]["held_out_within"], rows[0]["holds"]) == ("0.0000", 0, False)
    assert (rows[6 * 3600]["held_out_within"], rows[6 * 3600]["holds"]) == (48, True)


def test_too_few_windows_have_no_bound(history: History, ask: Ask) -> None:
    _grown(history, 4, lambda hour, number: 0)

    answer = ask("settling", platform="amazon")

    assert not answer["enough"]
    assert answer["message"] == "Too little data: 72 windows are known, and a bound at 0.99 needs 99."
    assert {row["moves_at_most"] for row in answer["results"]} == {None}


def test_days_that_have_not_settled_are_not_learned_from(history: History, ask: Ask) -> None:
    history.ingest(sale("a"), at=START)
    history.reconcile(START + _HOUR)

    answer = ask("settling")

    assert (answer["results"], answer["learned_from"], answer["enough"]) == ([], None, False)
    assert answer["message"].startswith("No day has settled yet")


def test_a_lake_without_a_publication_has_not_settled(history: History, ask: Ask) -> None:
    history.ingest(sale("a"), at=START)
    history.flush()

    assert ask("settling")["results"] == []
