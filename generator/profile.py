"""What makes one marketplace differ from another: goods, prices, customers' habits and the shape of its messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Line:
    """Goods of one category: names with their list prices in whole reais."""

    category: str
    goods: Mapping[str, int]
    popularity: float = 1.0
    """How often one of them sells, next to a product of another line."""
    sellers: int = 0
    """How many third-party sellers offer each of the goods too, at prices of their own."""


@dataclass(frozen=True, eq=False)
class Platform:
    """One marketplace. Every mapping to numbers holds weights, not shares. Two of them are equal if they are one."""

    name: str
    event_prefix: str
    share: float
    """How much of all traffic is its own at its busiest hour."""
    hours: tuple[float, ...]
    """Its traffic in each hour of the local day, 1 at its busiest."""
    events: Mapping[str, float]
    """How often a sale, a stock update and a view happen."""
    lines: tuple[Line, ...]
    cents: int
    """The cents that its prices end in."""
    quantities: Mapping[int, float]
    regions: Mapping[str, float]
    payments: Mapping[str, float]
    referrers: Mapping[str, float]
    devices: Mapping[str, float]
    warehouses: tuple[str, ...]
    signed_in: float
    """Share of the views whose customer is known."""
    product_id: Callable[[int], str]
    """Turns a number, which the product's name gives, into an id as the marketplace writes it."""
    order_id: Callable[[int], str]
    """Turns a random number of 64 bits into an order's id."""
    written_time: Callable[[datetime, ZoneInfo], str]
    """Writes a moment (UTC) as its messages do; the zone is the seller's."""
    without_offset: float = 0.0
    """Share of the messages, from older integrations, whose time is the seller's local one and does not say so."""
