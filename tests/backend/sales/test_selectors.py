"""Windows, totals and products: which rows there are and in which order."""

from datetime import timedelta

from backend.lake.service import LakeService
from backend.lake.view import View
from backend.sales import selectors
from tests.backend.lake_writer import NOON, LakeWriter, Sale

_START = int(NOON.timestamp())


def _at(seconds: float, **values: object) -> Sale:
    return Sale(at=NOON + timedelta(seconds=seconds), **values)  # type: ignore[arg-type]


def _view(lake: LakeWriter, service: LakeService, *sales: Sale) -> View:
    lake.batch(*sales)
    return service.refresh_now().view


def test_only_windows_with_events_are_rows(lake: LakeWriter, service: LakeService) -> None:
    view = _view(lake, service, _at(5), _at(185))

    assert [row.start - _START for row in selectors.windows(view, start=_START, end=_START + 600)] == [0, 180]


def test_a_pane_lies_in_six_sliding_windows(lake: LakeWriter, service: LakeService) -> None:
    view = _view(lake, service, _at(65))

    rows = selectors.windows(view, start=_START, end=_START + 600, slide=10)

    assert [row.start - _START for row in rows] == [10, 20, 30, 40, 50, 60]


def test_windows_that_start_in_an_interval_reach_beyond_its_end(lake: LakeWriter, service: LakeService) -> None:
    view = _view(lake, service, _at(65))

    rows = selectors.windows(view, start=_START, end=_START + 20, slide=10)

    assert [row.start - _START for row in rows] == [10]


def test_windows_of_two_intervals_are_those_of_both_together(lake: LakeWriter, service: LakeService) -> None:
    view = _view(lake, service, *(_at(seconds) for seconds in range(0, 7200, 37)))
    cut = _START + 3615

    first = selectors.windows(view, start=_START, end=cut, slide=10)
    second = selectors.windows(view, start=cut, end=_START + 7200, slide=10)

    assert first + second == selectors.windows(view, start=_START, end=_START + 7200, slide=10)


def test_windows_are_ordered_by_start_platform_and_currency(lake: LakeWriter, service: LakeService) -> None:
    view = _view(
        lake,
        service,
        _at(70, platform="amazon"),
        _at(5, platform="shopee"),
        _at(5, platform="amazon", currency="USD"),
        _at(5, platform="amazon"),
    )

    rows = selectors.windows(view, start=_START, end=_START + 600)

    assert [row.key for row in rows] == sorted(row.key for row in rows)
    assert len(rows) == 4


def test_pages_of_windows_make_the_whole_list(lake: LakeWriter, service: LakeService) -> None:
    sales = [_at(seconds, platform=platform) for seconds in range(0, 600, 45) for platform in ("amazon", "shopee")]
    view = _view(lake, service, *sales)
    paged, after = [], None
    while page := selectors.windows(view, start=_START, end=_START + 600, slide=10, after=after, limit=5):
        paged += page
        after = page[-1].key

    assert paged == selectors.windows(view, start=_START, end=_START + 600, slide=10)


def test_a_platform_is_served_alone(lake: LakeWriter, service: LakeService) -> None:
    view = _view(lake, service, _at(5, platform="amazon"), _at(5, platform="shopee"))

    assert [row.platform for row in selectors.totals(view, start=_START, end=_START + 60, platform="shopee")] == [
        "shopee"
    ]
    assert not selectors.windows(view, start=_START, end=_START + 60, platform="mercado_livre")


def test_currencies_are_not_added_together(lake: LakeWriter, service: LakeService) -> None:
    view = _view(lake, service, _at(5, cents=1), _at(5, cents=2, platform="shopee"), _at(5, cents=4, currency="USD"))
    rows = selectors.totals(view, start=_START, end=_START + 60)

    revenues = {currency: values[0] for currency, values in selectors.totals_by_currency(rows)}
    assert revenues == {"BRL": 3, "USD": 4}


def test_amounts_beyond_64_bits_are_added_exactly(lake: LakeWriter, service: LakeService) -> None:
    largest = 10**18 - 1
    view = _view(lake, service, *(_at(10 * pane, cents=largest, product=f"P{pane}") for pane in range(30)))

    assert selectors.totals(view, start=_START, end=_START + 3600)[0].measures[0] == 30 * largest


def test_products_are_ranked_in_one_currency_by_one_measure(lake: LakeWriter, service: LakeService) -> None:
    view = _view(
        lake,
        service,
        _at(5, product="P1", cents=500),
        _at(5, product="P2", cents=300, units=9),
        _at(5, product="P3", cents=900, currency="USD"),
    )

    def ranked(by: str) -> list[str]:
        rows = selectors.top_products(view, start=_START, end=_START + 3600, currency="BRL", by=by)
        return [row.product_id for row in rows]

    assert (ranked("revenue"), ranked("units")) == (["P1", "P2"], ["P2", "P1"])


def test_a_product_has_the_name_that_it_had_last(lake: LakeWriter, service: LakeService) -> None:
    lake.batch(_at(5))
    lake.append_product_hour(NOON + timedelta(hours=1), name="New name")
    view = service.refresh_now().view

    (row,) = selectors.top_products(view, start=_START, end=_START + 7200, currency="BRL")

    assert (row.product_name, row.measures[3]) == ("New name", 2)
