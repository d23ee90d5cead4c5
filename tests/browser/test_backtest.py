"""What a person sees of a rule that is tested on the past, with an Airflow that a test moves on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.live_lake import LiveLake
from tests.browser.site import Site
from tests.support.airflow import PASSWORD, USER, FakeAirflow, fake_airflow

pytestmark = pytest.mark.browser

_TOLD = {
    "status": "done",
    "rule_id": "draft",
    "alerts": 41,
    "events": 190,
    "historical": 3,
    "resolutions": {"recovered": 37, "open": 4},
    "newest": [
        {
            "alert_id": f"a{number}",
            "platform": platform,
            "message": f"Low stock: Fone {number} has 4 left",
            "timestamp": "2026-11-07T20:59:50+00:00",
            "historical": False,
            "resolution": resolution,
        }
        for number, (platform, resolution) in enumerate([("amazon", None), ("shopee", "recovered")])
    ],
}


@pytest.fixture(scope="module")
def role() -> str:
    """Somebody who may test rules and not change them."""
    return "analyst"


@pytest.fixture(scope="module")
def airflow() -> Iterator[FakeAirflow]:
    """An Airflow with the DAG `backtest`."""
    with fake_airflow() as running:
        running.dags.add("backtest")
        yield running


@pytest.fixture(scope="module")
def site(lake: LiveLake, airflow: FakeAirflow) -> Iterator[Site]:
    """A server that starts runs in it."""
    lake.fill()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HUB_AIRFLOW_URL", airflow.url)
        environment.setenv("HUB_AIRFLOW_USER", USER)
        environment.setenv("HUB_AIRFLOW_PASSWORD", PASSWORD)
        site = Site(lake.settings)
        site.start()
    yield site
    site.stop()


@pytest.mark.parametrize("width", [375, 1440])
def test_an_analyst_learns_what_a_draft_would_have_raised(page: Page, airflow: FakeAirflow, width: int) -> None:
    airflow.runs.clear()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/alerts/rules")
    page.get_by_role("button", name="Testar uma regra").click()
    page.get_by_label("O que se observa").select_option("stock_quantity")
    page.get_by_label("Quando").select_option("below")
    page.get_by_label("Limite").fill("5")
    page.get_by_role("button", name="Testar no passado").click()
    expect(page.get_by_text("na fila")).to_be_visible()
    ((_, name), run), *_ = airflow.runs.items()
    assert run["conf"]["rule"]["threshold"] == "5.00"
    airflow.outcomes[name] = _TOLD
    run |= {"state": "success", "start_date": "2026-11-24T15:00:01Z", "end_date": "2026-11-24T15:00:41Z"}
    expect(page.get_by_text("Teria disparado 41 alertas, em 190 eventos.")).to_be_visible()
    expect(page.get_by_role("row", name="Fone 1 has 4 left")).to_contain_text("o nível voltou")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
