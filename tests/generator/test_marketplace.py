from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.stream import messages
from hub.contract import Event
from tests.generator.plans import CALM, back_fill, events


def sent(count: int, **changes: object) -> list[Event]:
    return events([message.value for message in messages(back_fill(count, rates=CALM, **changes))])


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=0))
def test_every_undisturbed_message_is_a_valid_event_of_its_own(seed: int) -> None:
    arrived = sent(300, seed=seed)
    assert len(arrived) == len({(event.platform, event.event_id) for event in arrived}) == 300


def test_a_correction_takes_back_one_earlier_sale_and_no_more_than_it_cost() -> None:
    sales: dict[str | None, Event] = {}
    corrected: set[str | None] = set()
    kinds: Counter[str] = Counter()
    for event in sent(20_000):
        if event.event_type == "sale":
            sales[event.event_id] = event
        elif event.refers_to is not None:
            sale = sales[event.refers_to]
            assert event.refers_to not in corrected
            assert (event.platform, event.product_id, event.order_id) == (sale.platform, sale.product_id, sale.order_id)
            assert event.event_time >= sale.event_time
            assert Decimal(0) < event.amount <= sale.total  # type: ignore[operator]
            assert event.event_type == "refund" or event.amount == sale.total
            corrected.add(event.refers_to)
            kinds[event.event_type] += 1
    assert kinds["refund"] > kinds["cancellation"] > 50


def test_all_types_and_marketplaces_occur_in_plausible_shares() -> None:
    arrived = sent(10_000)
    types = Counter(event.event_type for event in arrived)
    assert 0.5 < types["product_view"] / 10_000 < 0.7
    assert 0.2 < types["sale"] / 10_000 < 0.35
    assert 0.05 < types["stock_update"] / 10_000 < 0.15
    assert set(Counter(event.platform for event in arrived)) == {"amazon", "mercado_livre", "shopee"}


def test_some_views_have_no_customer_and_some_times_no_offset() -> None:
    arrived = sent(3000)
    assert any(event.event_type == "product_view" and event.customer_id is None for event in arrived)
    assert 0 < sum(event.zone_assumed for event in arrived) < len(arrived) / 5


def test_the_first_minute_of_a_live_run_shows_low_stock_and_a_high_ticket() -> None:
    for seed in range(8):
        minute = sent(0, seed=seed, live=600, past=back_fill(1).past)
        assert 0 < sum(event.stock_quantity is not None and event.stock_quantity < 10 for event in minute) < 60
        assert 0 < sum(event.total is not None and event.total > 3000 for event in minute) < 60


def test_prices_keep_to_what_the_product_costs() -> None:
    prices: dict[str, set[Decimal | None]] = {}
    for event in sent(20_000):
        if event.event_type == "sale":
            prices.setdefault(event.product_id, set()).add(event.unit_price)
    for charged in prices.values():
        assert max(charged) / min(charged) < Decimal("1.3")  # type: ignore[type-var,operator]
