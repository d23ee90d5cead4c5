"""A lake with a week behind it: a Monday whose number has moved since, and what is true of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hub.settings import Settings
from tests.backend.reports.history import History
from tests.batch.histories import refund, sale, view

_HOUR = timedelta(hours=1)
_MONDAY = 0


class PastLake(History):
    """Monday ended with R$ 1.450,00. By now a late sale, a refund, a cancellation and a removed repeat moved it."""

    seen_on_monday = "R$ 1.450,00"
    seen_now = "R$ 1.349,55"
    bars = {
        "atraso": "+R$ 79,55",
        "devolução": "-R$ 30,00",
        "cancelamento": "-R$ 50,00",
        "repetição além do horizonte": "-R$ 100,00",
    }

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        zone = ZoneInfo(settings.business_zone)
        today = datetime.now(zone).date()
        self.monday = today - timedelta(days=(today.weekday() - _MONDAY) % 7 or 7)
        self.start = _midnight(self.monday, zone)
        self.end = _midnight(self.monday + timedelta(days=1), zone)

    def fill(self) -> None:
        """Write Monday as it was seen when it ended, then what came later, and the reconciliation that counted it."""
        at = self.start
        self.ingest(
            sale("A-100", "100.00", at=at + 9 * _HOUR),
            sale("A-1200", "1200.00", at=at + 10 * _HOUR, platform="mercado_livre"),
            sale("A-50", "50.00", at=at + 10 * _HOUR, platform="shopee"),
            view("V-1", at=at + 10 * _HOUR),
            at=at + 11 * _HOUR,
        )
        # So long after the first that live does not remember it: counted twice until it is reconciled.
        self.ingest(sale("A-100", "100.00", at=at + 9 * _HOUR), at=at + 20 * _HOUR)
        since = datetime.now(UTC) - self.end
        self.ingest(
            sale("L-79", "79.55", at=at + 23 * _HOUR),
            refund("R-30", "30.00", of="A-1200", at=at + 22 * _HOUR, platform="mercado_livre"),
            refund("C-50", "50.00", of="A-50", at=at + 22 * _HOUR, platform="shopee") | {"event_type": "cancellation"},
            at=self.end + since / 4,
        )
        self.reconcile(self.end + since / 2)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
