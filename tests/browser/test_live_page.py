"""What a person sees while sales come in."""

import json
import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.live_lake import LiveLake

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _history(lake: LiveLake) -> None:
    lake.fill()


@pytest.fixture
def live(page: Page) -> Page:
    """The page once its numbers are there."""
    page.goto("/")
    expect(page.get_by_role("region", name="Receita", exact=True)).to_contain_text("R$")
    return page


def _today(page: Page, platform: str) -> Locator:
    item = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=platform))
    return item.locator(".revenue-today")


def _reais(text: str) -> Decimal:
    return Decimal(text.removeprefix("R$").strip().replace(".", "").replace(",", "."))


def _text(reais: Decimal) -> str:
    return "R$ " + f"{reais:,.2f}".translate(str.maketrans(",.", ".,"))


def test_a_sale_changes_the_number_of_its_platform_and_of_all(live: Page, lake: LiveLake) -> None:
    before = {name: _reais(_today(live, name).inner_text()) for name in ("Todas", "Amazon", "Shopee")}
    lake.sell(cents=123_407, platform="amazon")
    sold = Decimal("1234.07")
    expect(_today(live, "Todas")).to_have_text(_text(before["Todas"] + sold))
    expect(_today(live, "Amazon")).to_have_text(_text(before["Amazon"] + sold))
    expect(_today(live, "Shopee")).to_have_text(_text(before["Shopee"]))


def test_an_alert_arrives_and_is_read_out(live: Page, lake: LiveLake) -> None:
    alerts = live.get_by_role("region", name="Alertas")
    expect(alerts.get_by_text("histórico")).to_be_visible()
    lake.sell_dear("Notebook", reais=5_400)
    expect(alerts.get_by_role("listitem").first).to_contain_text("Notebook: R$ 5.400,00")
    expect(live.get_by_test_id("arrived")).to_have_text("Novo alerta. Venda alta. Notebook: R$ 5.400,00")


def test_a_batch_makes_the_page_fresh_and_its_age_counts_on(live: Page, lake: LiveLake) -> None:
    lake.batch()
    expect(live.get_by_text("Ao vivo")).to_be_visible()
    age = live.get_by_test_id("age")
    expect(age).to_have_text(re.compile(r"atualizado há \d+ s"))
    first = age.inner_text()
    expect(age).not_to_have_text(first)


def test_low_stock_comes_first_and_all_of_it_on_request(live: Page) -> None:
    stock = live.get_by_role("region", name="Estoque")
    expect(stock.get_by_text("3 de 4 abaixo de 10")).to_be_visible()
    expect(stock.get_by_role("row")).to_have_count(4)
    expect(stock.get_by_role("row").nth(1)).to_contain_text("esgotado")
    live.get_by_role("button", name="Ver todos os saldos").click()
    expect(stock.get_by_role("row")).to_have_count(5)


def test_the_language_can_be_changed_and_stays_changed(live: Page) -> None:
    live.get_by_role("radio", name="English").press("Space")
    expect(live.get_by_role("heading", name="Revenue", exact=True)).to_be_visible()
    expect(_today(live, "All platforms")).to_have_text(re.compile(r"^R\$[\d,]+\.\d\d$"))
    live.reload()
    expect(live.get_by_role("heading", name="Revenue", exact=True)).to_be_visible()


def test_the_band_leads_to_the_reconciliation_in_airflow(live: Page, lake: LiveLake) -> None:
    address = live.get_by_role("link", name="reconcile").get_attribute("href") or ""
    answer = live.request.get(address, max_redirects=0)
    assert answer.headers["location"] == f"http://127.0.0.1:{lake.settings.airflow_port}/dags/reconcile"


def test_a_publication_turns_the_band_and_puts_a_seam_on_the_chart(live: Page, lake: LiveLake) -> None:
    band = live.get_by_role("region", name="Conciliação")
    expect(band).to_contain_text("Ainda não conciliado.")
    drift = json.dumps({"matches": True, "causes": []})
    lake.publish(lake.seq, published_at=lake.ingested_at(lake.seq), verdict="passed", drift=drift)
    expect(band).to_contain_text("Confere até o centavo.")
    expect(live.get_by_role("img", name=re.compile("costura: até aqui, conciliado"))).to_be_visible()
