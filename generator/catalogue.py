"""The goods of a marketplace. A product's id is made from its name, so an id keeps its name in every run."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from faker import Faker

from generator.profile import Line, Platform

_CENT = Decimal("0.01")
_OFFERS = (100, 100, 100, 95, 90, 85, 103)
"""What customers pay, in percent of the list price."""


@dataclass(frozen=True, eq=False)
class Product:
    """One product of one marketplace. `prices` are those that it is sold at, in reais; the first is the list price."""

    platform: Platform
    product_id: str
    name: str
    category: str
    prices: tuple[Decimal, ...]
    popularity: float
    warehouses: tuple[str, ...]
    key: bytes
    """Key of its messages, so that all of them keep their order in one partition."""


def build_catalogue(platform: Platform) -> tuple[Product, ...]:
    """Return the marketplace's products: the same at every call, whatever the seed of a run."""
    sellers = Faker("pt_BR")
    sellers.seed_instance(platform.name)
    return tuple(
        _product(platform, line, name, list_price)
        for line in platform.lines
        for name, list_price in _offered(line, sellers)
    )


def _offered(line: Line, sellers: Faker) -> Iterator[tuple[str, int]]:
    for name, list_price in line.goods.items():
        yield name, list_price
        for _ in range(line.sellers):
            yield f"{name} ({sellers.unique.company()})", list_price * sellers.random_int(85, 115) // 100


def _product(platform: Platform, line: Line, name: str, reais: int) -> Product:
    digest = hashlib.blake2b(f"{platform.name}\0{name}".encode(), digest_size=16).digest()
    number, habit = int.from_bytes(digest[:8]), int.from_bytes(digest[8:])
    product_id = platform.product_id(number)
    list_price = reais + Decimal(platform.cents).scaleb(-2)
    first = habit % len(platform.warehouses)
    return Product(
        platform=platform,
        product_id=product_id,
        name=name,
        category=line.category,
        prices=tuple((list_price * percent / 100).quantize(_CENT) for percent in _OFFERS),
        popularity=line.popularity * (1 + habit % 5),
        warehouses=(platform.warehouses * 2)[first : first + 1 + habit % 2],
        key=f"{platform.name}:{product_id}".encode(),
    )
