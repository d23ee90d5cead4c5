"""The reports at full scale: 30 days of a random marketplace, reconciled each morning, against plain Python."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SPEED_PRODUCTS, SPEED_SALES
from tests.backend.reports.conftest import Ask
from tests.backend.reports.expected import CAUSES, corrections, injected, refunds_by_day
from tests.backend.reports.history import History, minutes, shown, totals, without_events
from tests.batch.histories import PLATFORMS, Marketplace
from tests.batch.lakes import START
from tests.prove.evidence import table, write_evidence

pytestmark = pytest.mark.prove

_DAYS = 30
_EVENTS_A_BATCH = 100
_PAIRS = 10
_MOMENTS = 10


def test_every_report_over_thirty_days_says_what_was_injected(history: History, ask: Ask) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    market, draw = Marketplace(seed, events_a_batch=_EVENTS_A_BATCH), random.Random(seed)
    for number in range(_DAYS):
        market.day(history, (START + timedelta(days=number)).date())
        history.reconcile(history.ingested_at + minutes(30), seam=history.seq - 1)
    history.flush()

    bars, events = _why(history, ask, draw)
    days = _refunds(history, ask)
    known = _as_known_after_everything_is_vacuumed(history, ask, draw)

    write_evidence(
        "reports-of-thirty-days",
        "Reports over thirty days",
        f"{_DAYS} days of a random marketplace (seed {seed}): {len(history.arrivals):,} arrivals in {history.seq} "
        f"batches, a reconciliation each morning. Every number was compared with plain Python over the arrivals.",
        table(
            ("report", "what was compared", "differences"),
            [
                ("why", f"{bars:,} bars to the cent, and the {events:,} events that they list", 0),
                ("refunds", f"{days:,} rows of a day, platform and currency, on both dates", 0),
                ("as known", f"{known} moments, after a vacuum of speed and batch with retention 0", 0),
            ],
        ),
    )


def _why(history: History, ask: Ask, draw: random.Random) -> tuple[int, int]:
    """Compare the waterfalls of random pairs of moments; return how many bars and events there were."""
    bars = events = 0
    # The longest that the API answers, whose first days have events of before the first.
    period = START - timedelta(days=1), START + timedelta(days=_DAYS)
    for _ in range(_PAIRS):
        start, end = sorted(START + timedelta(hours=draw.uniform(20, 24 * (_DAYS - 1))) for _ in range(2))
        asked = {
            "from_at": start.isoformat(),
            "to_at": end.isoformat(),
            "period_from": period[0].isoformat(),
            "period_to": period[1].isoformat(),
        }
        for platform in PLATFORMS:
            told = {each["currency"]: each["bars"] for each in ask("why", **asked, platform=platform)["results"]}
            for currency in ("BRL", "USD"):
                causes = injected(history, start, end, platform, currency=currency, period=period)
                expected = {cause: found for cause, found in causes.items() if found}
                assert {bar["cause"]: (Decimal(bar["revenue"]), bar["events"]) for bar in told.get(currency, [])} == {
                    cause: (sum(Decimal(amount) for _, _, amount in found), len(found))
                    for cause, found in expected.items()
                }, (start, end, platform, currency)
                bars += len(expected)
            for cause, found in injected(history, start, end, platform, period=period).items():
                listed = sorted(_listed(ask, **asked, platform=platform, cause=cause))
                assert listed == found, (start, end, platform, cause)
                events += len(found)
    assert bars >= _PAIRS * len(CAUSES)
    return bars, events


def _listed(ask: Ask, **asked: str) -> Iterator[tuple[str, int, str]]:
    answer = ask("why/events", **asked, limit="10000")
    assert answer["next"] is None
    yield from ((row["event_id"], row["sign"], row["amount"]) for row in answer["results"])


def _refunds(history: History, ask: Ask) -> int:
    """Compare refunds on both dates, in stretches that the API answers; return how many rows there were."""
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for first in range(-6, _DAYS + 2, 19):
        begin = START.replace(hour=3) + timedelta(days=first)
        rows = ask("refunds", **_interval(begin, begin + timedelta(days=19)), group="day", basis="sale_date")
        found |= {
            (row["day"], row["platform"], row["currency"]): (row["refunds_by_refund_date"], row["refunds_by_sale_date"])
            for row in rows["results"]
        }
    assert found == refunds_by_day(history)
    for column in (0, 1):
        everything = sum(Decimal(row[column]) for row in found.values())
        assert everything == sum(each.event["amount"] for each in corrections(history))
    return len(found)


def _as_known_after_everything_is_vacuumed(history: History, ask: Ask, draw: random.Random) -> int:
    """Note totals at random moments, vacuum, and ask for them again; return how many moments."""
    week = _interval(START + timedelta(days=_DAYS - 8), START + timedelta(days=_DAYS + 1))
    moments = sorted(START + timedelta(hours=draw.uniform(24 * (_DAYS - 8), 24 * _DAYS)) for _ in range(_MOMENTS))
    before = {at: _known(ask, at, week) for at in moments}
    settled = history.published[-1][1]
    history.reconcile(history.ingested_at + minutes(60))
    history.prune(history.seq)
    history.vacuum(SPEED_SALES, SPEED_PRODUCTS, BATCH_SALES, BATCH_PRODUCTS)
    bounds = [datetime.fromisoformat(each) for each in week.values()]
    for at in moments:
        expected = totals(history.known(at), bounds[0], bounds[1])
        assert shown(_known(ask, at, week)) == without_events(expected), at
        if history.newest_at(at) <= settled:
            assert _known(ask, at, week) == before[at], at
    return len(moments)


def _known(ask: Ask, at: datetime, period: dict[str, str]) -> Any:
    return ask("as-known", at=at.isoformat(), **period)["results"]


def _interval(start: datetime, end: datetime) -> dict[str, str]:
    return {"from": start.isoformat(), "to": end.isoformat()}
