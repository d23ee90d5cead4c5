"""How much of each product each warehouse holds: sales take from it, deliveries raise it."""

from collections import deque
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from generator.catalogue import Product

LOW = 10
"""Below this level a marketplace warns at once, and orders more."""


class Shelf(NamedTuple):
    """One product in one warehouse."""

    product: Product
    warehouse: str


class Stock:
    """The levels of every shelf, and which of them the marketplace reports next."""

    def __init__(self, products: Sequence[Product], random: Random) -> None:
        self._random = random
        self._shelves = [Shelf(product, warehouse) for product in products for warehouse in product.warehouses]
        self._levels = {shelf: self._first_level() for shelf in self._shelves}
        self._urgent: deque[Shelf] = deque()
        self._changed: dict[Shelf, None] = {}  # an ordered set

    def level(self, shelf: Shelf) -> int:
        """Return how many units the shelf holds."""
        return self._levels[shelf]

    def take(self, product: Product, quantity: int) -> Shelf | None:
        """Take so many units from the first shelf that has them; None when none has."""
        for warehouse in product.warehouses:
            shelf = Shelf(product, warehouse)
            before = self._levels[shelf]
            if before >= quantity:
                self._levels[shelf] = before - quantity
                self._changed[shelf] = None
                if before >= LOW > before - quantity:
                    self._urgent.append(shelf)
                return shelf
        return None

    def put_back(self, shelf: Shelf, quantity: int) -> None:
        """Return units of a cancelled order."""
        self._levels[shelf] += quantity
        self._changed[shelf] = None

    def deliver(self, product: Product) -> Shelf:
        """Raise the product's first shelf by a delivery and return it."""
        shelf = Shelf(product, product.warehouses[0])
        self._restock(shelf)
        return shelf

    def next_report(self) -> Shelf:
        """Return the shelf whose level is reported next: one that ran low, one that changed, or any (a count).

        A low shelf that was reported before has had its delivery by then.
        """
        if self._urgent:
            return self._urgent.popleft()
        if self._changed and self._random.random() < 0.9:
            shelf = next(iter(self._changed))
            del self._changed[shelf]
        else:
            shelf = self._random.choice(self._shelves)
        if self._levels[shelf] < LOW:
            self._restock(shelf)
        return shelf

    def _restock(self, shelf: Shelf) -> None:
        self._levels[shelf] += self._random.randrange(40, 160)

    def _first_level(self) -> int:
        # Some shelves are about to run low when a run begins, as on any real day.
        return self._random.randrange(LOW, 14) if self._random.random() < 0.14 else self._random.randrange(14, 180)
