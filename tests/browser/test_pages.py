"""What holds on every page of the dashboard."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.axe import violations
from tests.browser.live_lake import LiveLake
from tests.browser.site import Site

pytestmark = pytest.mark.browser

_PHONE = ViewportSize(width=375, height=812)
_DESK = ViewportSize(width=1440, height=900)
_PAGES = {
    "/alerts": "Alertas",
    "/alerts/rules": "Regras",
    "/history": "Histórico",
    "/reconciliation": "Conciliação",
    "/quarantine": "Quarentena",
    "/health": "Saúde",
}
_REPEAT = {"cause": "beyond_horizon", "platform": "amazon", "currency": "BRL", "revenue": "12.30", "event_ids": ["E1"]}


@pytest.fixture(scope="module", autouse=True)
def _history(lake: LiveLake) -> None:
    lake.fill()
    lake.reconcile()
    lake.sell(cents=1_230)
    lake.reconcile(causes=[_REPEAT])
    lake.refuse(("not_json", b"<html>"), ("bad_amount", b'{"total": 12.345}'))
    lake.sell(cents=500)


def _opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(_PAGES[address])
    expect(page.get_by_text("Carregando")).to_have_count(0)
    return page


@pytest.mark.parametrize("address", _PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [_PHONE, _DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(page: Page, address: str, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    _opened(page, address)
    for details in page.locator("summary").all():
        details.click()
    assert violations(page) == []


@pytest.mark.parametrize("address", _PAGES)
def test_no_width_needs_scrolling_sideways(page: Page, address: str) -> None:
    _opened(page, address)
    for width in (320, 375, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("address", _PAGES)
def test_every_page_speaks_english_too(page: Page, address: str) -> None:
    _opened(page, address)
    before = page.inner_text("main")
    page.get_by_role("radio", name="English").press("Space")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(_PAGES[address])
    assert not re.search(r"\b(não|você|já|até|são)\b", page.inner_text("main"))
    assert page.inner_text("main") != before


@pytest.mark.parametrize("address", [address for address in _PAGES if address.count("/") == 1])
def test_the_keyboard_goes_from_now_to_a_page_and_begins_at_its_heading(page: Page, address: str) -> None:
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name=_PAGES[address]).press("Enter")
    expect(page).to_have_url(re.compile(f"{address}$"))
    expect(page.get_by_role("heading", level=1, name=_PAGES[address])).to_be_focused()


def test_signing_out_ends_the_session(page: Page, site: Site) -> None:
    page.context.request.get(site.login_link())
    page.goto("/health")
    page.get_by_role("button", name="Sair").click()
    expect(page).to_have_url(re.compile("/login/"))
    page.goto("/")
    expect(page).to_have_url(re.compile("/login/"))
