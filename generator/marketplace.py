"""What happens at the marketplaces: people look and buy, stock falls and is filled up, some sales are taken back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.catalogue import Product, build_catalogue
from generator.customers import build_customers
from generator.encoding import Event
from generator.events import Writer
from generator.mix import Mix
from generator.profile import Platform
from generator.rhythm import Rhythm
from generator.stock import Shelf, Stock

REMEMBERED_SALES = 5000
CANCELLED = 0.4
"""Share of the corrections that cancel the sale; the others refund it."""
_CENT = Decimal("0.01")


class Occurrence(NamedTuple):
    """An event, its product and when it happened."""

    event: Event
    product: Product
    moment: datetime


class Sold(NamedTuple):
    """A sale that may still be taken back."""

    event_id: str
    order_id: str
    quantity: int
    unit_price: Decimal
    shelf: Shelf

    @property
    def total(self) -> Decimal:
        """What the customer paid."""
        return self.unit_price * self.quantity


class Shop:
    """One marketplace at work: its products, its customers and their habits as mixes to pick from."""

    def __init__(self, platform: Platform, products: Iterable[Product]) -> None:
        self.platform = platform
        self.products = Mix({product: product.popularity for product in products})
        self.customers = build_customers(platform)
        self.events = Mix(platform.events)
        self.quantities = Mix(platform.quantities)
        self.payments = Mix(platform.payments)
        self.referrers = Mix(platform.referrers)
        self.devices = Mix(platform.devices)


class Marketplaces:
    """The state of all marketplaces of a run, moved on by one event at a time.

    Worker `worker` of `workers` sells its own part of the products, so that a product's stock is told in order.
    `refunds` is the share of the events that take an earlier sale back, in part or whole.
    """

    def __init__(
        self,
        platforms: Iterable[Platform],
        *,
        rhythm: Rhythm,
        zone: ZoneInfo,
        random: Random,
        refunds: float,
        worker: int = 0,
        workers: int = 1,
    ) -> None:
        self._shops = {each: Shop(each, build_catalogue(each)[worker::workers]) for each in platforms}
        self._stock = Stock([each for shop in self._shops.values() for each in shop.products.values], random)
        self._rhythm = rhythm
        self._random = random
        self._refunds = refunds
        self._writer = Writer(zone, random)
        self._sold: list[Sold] = []

    def next(self, moment: datetime) -> Occurrence:
        """Return what happens at this moment."""
        if self._sold and self._random.random() < self._refunds:
            return self._take_back(moment)
        shop = self._shops[self._rhythm.platform(moment, self._random)]
        match shop.events.pick(self._random):
            case "sale":
                return self._sell(shop, moment)
            case "stock_update":
                return self._report(self._stock.next_report(), moment)
            case _:
                return self._view(shop, moment)

    def _sell(self, shop: Shop, moment: datetime) -> Occurrence:
        product = shop.products.pick(self._random)
        quantity = shop.quantities.pick(self._random)
        shelf = self._stock.take(product, quantity)
        if shelf is None:
            return self._report(self._stock.deliver(product), moment)
        price = self._random.choice(product.prices)
        order_id = shop.platform.order_id(self._random.getrandbits(64))
        event = self._writer.sale(
            moment,
            product,
            self._random.choice(shop.customers),
            order_id=order_id,
            quantity=quantity,
            unit_price=price,
            payment_method=shop.payments.pick(self._random),
        )
        self._remember(Sold(str(event["event_id"]), order_id, quantity, price, shelf))
        return Occurrence(event, product, moment)

    def _view(self, shop: Shop, moment: datetime) -> Occurrence:
        product = shop.products.pick(self._random)
        event = self._writer.product_view(
            moment,
            product,
            self._random.choice(shop.customers),
            signed_in=self._random.random() < shop.platform.signed_in,
            device_type=shop.devices.pick(self._random),
            referrer=shop.referrers.pick(self._random),
        )
        return Occurrence(event, product, moment)

    def _report(self, shelf: Shelf, moment: datetime) -> Occurrence:
        event = self._writer.stock_update(
            moment, shelf.product, level=self._stock.level(shelf), warehouse=shelf.warehouse
        )
        return Occurrence(event, shelf.product, moment)

    def _take_back(self, moment: datetime) -> Occurrence:
        place = self._random.randrange(len(self._sold))
        self._sold[place], self._sold[-1] = self._sold[-1], self._sold[place]
        sold = self._sold.pop()
        cancelled = self._random.random() < CANCELLED
        if cancelled:
            self._stock.put_back(sold.shelf, sold.quantity)
        event = self._writer.correction(
            "cancellation" if cancelled else "refund",
            moment,
            sold.shelf.product,
            order_id=sold.order_id,
            refers_to=sold.event_id,
            amount=sold.total if cancelled else self._refunded(sold),
        )
        return Occurrence(event, sold.shelf.product, moment)

    def _refunded(self, sold: Sold) -> Decimal:
        """The whole total, one unit of several, or a part for a dented box."""
        chance = self._random.random()
        if chance < 0.6:
            return sold.total
        if chance < 0.8:
            return sold.unit_price
        return (sold.total * self._random.randrange(5, 50) / 100).quantize(_CENT)

    def _remember(self, sold: Sold) -> None:
        if len(self._sold) < REMEMBERED_SALES:
            self._sold.append(sold)
        else:
            self._sold[self._random.randrange(REMEMBERED_SALES)] = sold
