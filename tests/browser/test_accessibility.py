"""Whether the page can be used without a mouse, without sight, and on any screen."""

from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.axe import violations
from tests.browser.live_lake import LiveLake

pytestmark = pytest.mark.browser

_PHONE = ViewportSize(width=375, height=812)
_DESK = ViewportSize(width=1440, height=900)

_READING_ORDER = [
    "Ir para o conteúdo",
    "Realtime Analytics Hub",
    "Português",
    "Do sistema",
    "Sair",
    "Agora",
    "Alertas",
    "Histórico",
    "Conciliação",
    "Quarentena",
    "Saúde",
    "reconcile",
    "Minuto do gráfico",
    "Ver os números em tabela",
    "Alertas",
    "Saldos baixos",
    "Ver todos os saldos",
    "Copiar recibo",
]


@pytest.fixture(scope="module", autouse=True)
def _history(lake: LiveLake) -> None:
    lake.fill()


@pytest.fixture
def shown(page: Page) -> Page:
    """The page once its numbers are there."""
    page.goto("/")
    expect(page.get_by_role("region", name="Receita", exact=True)).to_contain_text("R$")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [_PHONE, _DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(shown: Page, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    shown.set_viewport_size(size)
    shown.emulate_media(color_scheme=scheme)
    shown.get_by_text("Ver os números em tabela").click()
    expect(shown.get_by_role("row", name="provisório").first).to_be_visible()
    assert violations(shown) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1440])
def test_no_width_needs_scrolling_sideways(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_everything_in_reading_order(shown: Page) -> None:
    reached = []
    for _ in range(len(_READING_ORDER)):
        shown.keyboard.press("Tab")
        reached.append(
            shown.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
        )
    assert reached == _READING_ORDER


def test_arrow_keys_read_the_chart_minute_by_minute(shown: Page) -> None:
    slider = shown.get_by_role("slider", name="Minuto do gráfico")
    slider.press("Home")
    slider.press("ArrowRight")
    second = slider.get_attribute("aria-valuetext") or ""
    slider.press("ArrowRight")
    third = slider.get_attribute("aria-valuetext") or ""
    assert "Mercado Livre R$" in second
    assert third[:5] != second[:5]


def test_the_skip_link_leads_to_the_numbers(shown: Page) -> None:
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    expect(shown).to_have_url(f"{shown.url.partition('#')[0]}#content")


def test_the_theme_follows_the_system_until_a_person_chooses(shown: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    shown.emulate_media(color_scheme="dark")
    dark = shown.evaluate(background)
    shown.get_by_role("radio", name="Claro").press("Space")
    assert shown.evaluate(background) != dark
    shown.get_by_role("radio", name="Do sistema").press("Space")
    assert shown.evaluate(background) == dark
