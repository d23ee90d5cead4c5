"""The messages of one run, as an iterator that knows nothing of Kafka: the same for the same plan."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.disturbances import Disturber, Message, Rates
from generator.marketplace import Marketplaces
from generator.platforms import PLATFORMS
from generator.rhythm import Rhythm, irregular, spread, steady

SHORTEST_PAUSE = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Plan:
    """What a run sends. `start` is the moment that it takes for now: a back-fill ends there, a live part begins.

    The back-fill has `back_fill` messages of the span `past`. The live part has `live` messages, None for no end:
    `rate` a second, or at pauses between the two of `pauses`, shorter in the busy hours of the day.
    """

    start: datetime
    seed: int
    zone: ZoneInfo
    platforms: tuple[str, ...] = tuple(PLATFORMS)
    rates: Rates = field(default_factory=Rates)
    past: timedelta = timedelta(0)
    back_fill: int = 0
    live: int | None = 0
    rate: float | None = None
    pauses: tuple[timedelta, timedelta] = (timedelta(seconds=0.05), timedelta(seconds=0.15))
    worker: int = 0
    workers: int = 1

    @property
    def density(self) -> float:
        """Messages a second of a live part, on average of a busy hour."""
        return self.rate or 2 / max(sum(self.pauses, timedelta(0)), 2 * SHORTEST_PAUSE).total_seconds()


class Stream(NamedTuple):
    """The messages of a plan in the order of sending: first the whole back-fill, then the live part."""

    back_fill: Iterator[Message]
    live: Iterator[Message]


def open_stream(plan: Plan) -> Stream:
    """Return the plan's messages, which come into being as they are read."""
    platforms = [PLATFORMS[name] for name in plan.platforms]
    rhythm = Rhythm(platforms, plan.zone)
    marketplaces = Marketplaces(
        platforms,
        rhythm=rhythm,
        zone=plan.zone,
        random=_random(plan, "events"),
        refunds=plan.rates.refunds,
        worker=plan.worker,
        workers=plan.workers,
    )
    disturber = Disturber(marketplaces, plan.rates, zone=plan.zone, random=_random(plan, "disturbances"))
    moments = _random(plan, "moments")

    part = len(range(plan.worker, plan.back_fill, plan.workers))
    past = spread(plan.start - plan.past, plan.start, part, rhythm, moments)
    live = steady(plan.start, plan.rate) if plan.rate else _at_pauses(plan, rhythm, moments)
    return Stream(disturber.messages(past, part), disturber.messages(islice(live, plan.live), plan.live))


def messages(plan: Plan) -> Iterator[Message]:
    """Return the messages of both parts as one iterator."""
    return chain(*open_stream(plan))


def _at_pauses(plan: Plan, rhythm: Rhythm, random: Random) -> Iterator[datetime]:
    shortest, longest = (max(pause, SHORTEST_PAUSE) for pause in plan.pauses)
    return irregular(plan.start, shortest, longest, rhythm, random)


def _random(plan: Plan, purpose: str) -> Random:
    """Chance of its own for each purpose: what goes wrong on the way does not change what happens."""
    return Random(f"{plan.seed}/{plan.worker}/{purpose}")
