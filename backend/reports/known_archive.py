"""What this process has read of the past, for all reports of one lake."""

from functools import lru_cache

from backend.reports.known_batch import KnownBatches
from backend.reports.known_speed import KnownSpeed
from backend.reports.settling_windows import SettlingWindows
from backend.reports.silver import SilverDays
from backend.reports.why_sums import BatchTotals
from hub.settings import Settings


class Archive:
    """The readers of one lake's past; each keeps what it has read while that pays."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.batches = KnownBatches(settings)
        self.silver = SilverDays(settings)
        self.speed = KnownSpeed(settings)
        self.batch = BatchTotals(settings)
        self.windows = SettlingWindows(self.silver)


@lru_cache(maxsize=1)
def archive(settings: Settings) -> Archive:
    """Return the archive of a lake, made when it is first asked for."""
    return Archive(settings)
