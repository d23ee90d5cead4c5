"""When events happen: the rhythm of the day, the back-fill of a past span, and the pace of a live run."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate, count
from random import Random
from zoneinfo import ZoneInfo

from generator.mix import Mix
from generator.profile import Platform

_MINUTE = timedelta(minutes=1)
_QUARTER_SECONDS = 900  # zones' offsets are multiples of a quarter of an hour, so the local hour is fixed within one


class Rhythm:
    """The traffic of some marketplaces over the local day."""

    def __init__(self, platforms: Iterable[Platform], zone: ZoneInfo) -> None:
        weights = [{each: each.share * each.hours[hour] for each in platforms} for hour in range(24)]
        busiest = max(sum(each.values()) for each in weights)
        self._mixes = [Mix(each) for each in weights]
        self._intensities = [sum(each.values()) / busiest for each in weights]
        self._zone = zone
        self._hours: dict[int, int] = {}

    def intensity(self, moment: datetime) -> float:
        """Return how busy the marketplaces are: above 0, and 1 in the busiest hour of the day."""
        return self._intensities[self._hour(moment)]

    def platform(self, moment: datetime, random: Random) -> Platform:
        """Choose the marketplace at which something happens at this moment."""
        return self._mixes[self._hour(moment)].pick(random)

    def _hour(self, moment: datetime) -> int:
        quarter = int(moment.timestamp()) // _QUARTER_SECONDS
        hour = self._hours.get(quarter)
        if hour is None:
            hour = self._hours[quarter] = moment.astimezone(self._zone).hour
        return hour


def spread(start: datetime, end: datetime, events: int, rhythm: Rhythm, random: Random) -> Iterator[datetime]:
    """Yield so many moments in [start, end), rising, denser where the rhythm is busier."""
    minutes = -((start - end) // _MINUTE)  # rounded up
    lengths = [min(_MINUTE, end - start - _MINUTE * minute) for minute in range(minutes)]
    traffic = [rhythm.intensity(start + _MINUTE * minute) * (lengths[minute] / _MINUTE) for minute in range(minutes)]
    sums = list(accumulate(traffic))
    minute = 0
    for event in range(events):
        target = (event + random.random()) / events * sums[-1]
        while sums[minute] <= target and minute < minutes - 1:
            minute += 1
        within = (target - sums[minute]) / traffic[minute] + 1
        yield start + _MINUTE * minute + lengths[minute] * min(within, 0.999_999)


def steady(start: datetime, rate: float) -> Iterator[datetime]:
    """Yield moments at the same distance from each other, `rate` a second, for ever."""
    for event in count():
        yield start + timedelta(seconds=event / rate)


def irregular(
    start: datetime, shortest: timedelta, longest: timedelta, rhythm: Rhythm, random: Random
) -> Iterator[datetime]:
    """Yield moments whose distance varies between two pauses, for ever; in quiet hours the pauses are long."""
    moment = start
    while True:
        yield moment
        moment += longest - (longest - shortest) * (rhythm.intensity(moment) * random.random())
