from random import Random

from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue import Product, build_catalogue
from generator.platforms import PLATFORMS
from generator.stock import LOW, Shelf, Stock

PRODUCTS = build_catalogue(PLATFORMS["shopee"])[:5]


def only(product: Product, seed: int = 1) -> tuple[Stock, Shelf]:
    return Stock([product], Random(seed)), Shelf(product, product.warehouses[0])


def drain(stock: Stock, shelf: Shelf, to: int) -> None:
    while stock.level(shelf) > to:
        assert stock.take(shelf.product, 1) == shelf


@given(st.lists(st.tuples(st.sampled_from(PRODUCTS), st.integers(1, 10)), max_size=200), st.integers())
def test_a_level_falls_by_what_is_taken_and_never_below_zero(sales: list[tuple[Product, int]], seed: int) -> None:
    stock = Stock(PRODUCTS, Random(seed))
    for product, quantity in sales:
        before = {name: stock.level(Shelf(product, name)) for name in product.warehouses}
        shelf = stock.take(product, quantity)
        if shelf is None:
            assert all(level < quantity for level in before.values())
        else:
            assert stock.level(shelf) == before[shelf.warehouse] - quantity >= 0


def test_a_shelf_that_runs_low_is_reported_first_and_filled_up_afterwards() -> None:
    stock, shelf = only(PRODUCTS[0])
    drain(stock, shelf, to=LOW - 1)
    assert stock.next_report() == shelf
    assert stock.level(shelf) == LOW - 1
    while stock.next_report() != shelf:
        assert stock.level(shelf) == LOW - 1
    assert stock.level(shelf) >= LOW


def test_units_of_a_cancelled_order_come_back() -> None:
    stock, shelf = only(PRODUCTS[0])
    before = stock.level(shelf)
    stock.take(shelf.product, 2)
    stock.put_back(shelf, 2)
    assert stock.level(shelf) == before


def test_a_delivery_makes_an_empty_product_sell_again() -> None:
    stock = Stock(PRODUCTS[:1], Random(1))
    while stock.take(PRODUCTS[0], 1):
        pass
    delivered = stock.deliver(PRODUCTS[0])
    assert stock.take(PRODUCTS[0], 1) == delivered
