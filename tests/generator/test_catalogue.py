from decimal import Decimal

import pytest

from generator.catalogue import build_catalogue
from generator.customers import build_customers
from generator.platforms import PLATFORMS
from generator.profile import Platform

platforms = pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)


@platforms
def test_an_id_keeps_its_name_in_every_run(platform: Platform) -> None:
    one, another = build_catalogue(platform), build_catalogue(platform)
    names = {product.product_id: product.name for product in one}
    assert names == {product.product_id: product.name for product in another}
    assert len(names) == len(one) == len(set(names.values()))


@platforms
def test_prices_are_whole_cents_above_zero(platform: Platform) -> None:
    for product in build_catalogue(platform):
        assert all(price > 0 and price.as_tuple().exponent == -2 for price in product.prices)


@platforms
def test_every_product_lies_in_warehouses_of_its_marketplace(platform: Platform) -> None:
    for product in build_catalogue(platform):
        assert product.warehouses
        assert set(product.warehouses) <= set(platform.warehouses)
        assert product.key == f"{platform.name}:{product.product_id}".encode()


def test_the_marketplaces_differ_in_prices() -> None:
    def median(name: str) -> Decimal:
        prices = sorted(product.prices[0] for product in build_catalogue(PLATFORMS[name]))
        return prices[len(prices) // 2]

    assert median("shopee") < median("mercado_livre") < median("amazon")


@platforms
def test_a_customer_keeps_the_region(platform: Platform) -> None:
    customers = build_customers(platform)
    assert customers == build_customers(platform)
    assert len({customer.customer_id for customer in customers}) == len(customers)
    assert {customer.region for customer in customers} == set(platform.regions)
