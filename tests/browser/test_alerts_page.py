"""What a person does about alerts, and about the rules that raise them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.live_lake import LiveLake

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def role() -> str:
    """Somebody who may act."""
    return "operator"


@pytest.fixture(scope="module", autouse=True)
def _history(lake: LiveLake) -> None:
    lake.fill()


def test_an_alert_is_acknowledged_and_resolved_and_keeps_its_story(page: Page, lake: LiveLake) -> None:
    page.goto("/alerts")
    expect(page.get_by_text("Nenhum alerta com estes filtros.")).to_be_visible()
    lake.sell_dear("Notebook", reais=5_400)
    card = page.get_by_role("listitem").filter(has_text="Notebook: R$ 5.400,00")
    expect(card).to_contain_text("aberto")
    card.get_by_placeholder("Observação (opcional)").fill("asked the shop")
    card.get_by_role("button", name="Reconhecer").click()
    expect(card).to_contain_text("reconhecido")
    expect(card.get_by_role("button", name="Reconhecer")).to_have_count(0)
    card.get_by_text("Ver a história").click()
    expect(card).to_contain_text("por hub-operator")
    expect(card).to_contain_text("asked the shop")
    assert violations(page) == []
    card.get_by_role("button", name="Encerrar").click()
    expect(card).to_contain_text("encerrado")
    expect(card).to_contain_text("por uma pessoa")


def test_filters_live_in_the_address(page: Page) -> None:
    page.goto("/alerts?historical=true")
    alerts = page.get_by_role("region", name="Alertas")
    expect(alerts.get_by_text("histórico", exact=True)).to_be_visible()
    page.get_by_label("Tipo").select_option("LOW_STOCK")
    expect(page.get_by_text("Nenhum alerta com estes filtros.")).to_be_visible()
    expect(page).to_have_url(re.compile("alert_type=LOW_STOCK"))
    page.reload()
    expect(page.get_by_label("Tipo")).to_have_value("LOW_STOCK")


def test_a_rule_is_made_changed_and_deleted(page: Page) -> None:
    page.goto("/alerts/rules")
    page.get_by_role("button", name="Nova regra").click()
    page.get_by_label("Nome").fill("Celulares caros")
    page.get_by_label("O que se observa").select_option("unit_price")
    page.get_by_label("Limite").fill("1999,90")
    page.get_by_label("Shopee").check()
    assert violations(page) == []
    page.get_by_role("button", name="Salvar").click()
    rule = page.get_by_role("listitem").filter(has_text="Celulares caros")
    expect(rule).to_contain_text("Preço da peça acima de 1.999,9")
    expect(rule).to_contain_text("Shopee · versão 1")
    rule.get_by_role("button", name="Desligar").click()
    expect(rule).to_contain_text("desligada")
    expect(rule).to_contain_text("versão 2")
    rule.get_by_role("button", name="Excluir").click()
    rule.get_by_role("button", name="Excluir de vez").click()
    expect(rule).to_have_count(0)
