"""The recount: exact sums over a topic's records, each event counted once, at its first arrival."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.oracle.judgement import ZERO, Fact, judge
from tests.oracle.reading import NotAnEvent
from tests.oracle.topic import Record

PANE_SECONDS = 10
HOUR_SECONDS = 3600
LOW_STOCK = 10
HIGH_TICKET = 3000

Place = tuple[str, int, int]
SalesKey = tuple[datetime, str, str]
ProductKey = tuple[datetime, str, str, str]
StockKey = tuple[str, str, str]
AlertKey = tuple[str, str, str]


class Sums(NamedTuple):
    """The measures of one pane or hour, in the order of the lake's columns."""

    revenue: Decimal = ZERO
    gross: Decimal = ZERO
    refunds: Decimal = ZERO
    orders: int = 0
    units: int = 0
    views: int = 0
    events: int = 0

    def plus(self, other: "Sums") -> "Sums":
        """Return the sum, measure by measure."""
        return Sums(
            self.revenue + other.revenue,
            self.gross + other.gross,
            self.refunds + other.refunds,
            self.orders + other.orders,
            self.units + other.units,
            self.views + other.views,
            self.events + other.events,
        )


@dataclass
class Recount:
    """What the lake must say of the records counted."""

    valid: int = 0
    quarantined: dict[Place, str] = field(default_factory=dict)
    repeats: int = 0
    sales: dict[SalesKey, Sums] = field(default_factory=lambda: defaultdict(Sums))
    products: dict[ProductKey, Sums] = field(default_factory=lambda: defaultdict(Sums))
    stock: dict[StockKey, int] = field(default_factory=dict)
    alerts: set[AlertKey] = field(default_factory=set)

    @property
    def reasons(self) -> Counter[str]:
        """How many records are in quarantine, by reason."""
        return Counter(self.quarantined.values())

    def total(self) -> Sums:
        """Return the sum over everything."""
        total = Sums()
        for sums in self.sales.values():
            total = total.plus(sums)
        return total


def recount(records: Iterable[Record], zone: ZoneInfo) -> Recount:
    """Count `records`, which are in the order of arrival within each partition.

    Raises ValueError where that order does not decide which of two records counts: when one identity occurs in two
    partitions and says different things.
    """
    result = Recount()
    first: dict[tuple[str, str], tuple[int, Fact]] = {}
    for record in records:
        try:
            fact = judge(record.raw, zone)
        except NotAnEvent as rejection:
            result.quarantined[record[:3]] = rejection.reason
            continue
        result.valid += 1
        partition, earlier = first.setdefault(fact.identity, (record.partition, fact))
        if earlier is fact:
            count(fact, result)
        else:
            result.repeats += 1
            if partition != record.partition and earlier != fact:
                raise ValueError(f"{fact.identity} differs between the partitions {partition} and {record.partition}.")
    return result


def count(fact: Fact, result: Recount) -> None:
    """Add one event to what was counted."""
    sums = Sums(fact.gross - fact.refunds, fact.gross, fact.refunds, fact.orders, fact.units, fact.views, 1)
    pane = (_floor(fact.moment, PANE_SECONDS), fact.platform, fact.currency)
    hour = (_floor(fact.moment, HOUR_SECONDS), fact.platform, fact.product_id, fact.currency)
    result.sales[pane] = result.sales[pane].plus(sums)
    result.products[hour] = result.products[hour].plus(sums)
    if fact.stock is not None:
        result.stock[fact.platform, fact.product_id, fact.warehouse] = fact.stock
        if fact.stock < LOW_STOCK:
            result.alerts.add(("LOW_STOCK", *fact.identity))
    if fact.gross > HIGH_TICKET:
        result.alerts.add(("HIGH_TICKET", *fact.identity))


def _floor(moment: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)
