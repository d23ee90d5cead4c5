"""What a person sees when the server goes away and comes back."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.live_lake import LiveLake
from tests.browser.site import Site

pytestmark = pytest.mark.browser

_RECONNECT_MS = 30_000


def test_the_page_keeps_its_numbers_and_catches_up_by_itself(
    context: BrowserContext, lake: LiveLake, site: Site
) -> None:
    lake.sell(cents=100)
    page = context.new_page()
    page.goto("/")
    total = page.locator(".revenue-all .revenue-today")
    expect(total).to_have_text("R$ 1,00")
    site.stop()
    expect(page.get_by_text("Desconectado")).to_be_visible()
    expect(page.get_by_role("button", name="Tentar agora")).to_be_visible()
    expect(total).to_have_text("R$ 1,00")
    lake.sell(cents=100)
    site.start()
    expect(total).to_have_text("R$ 2,00", timeout=_RECONNECT_MS)
    expect(page.get_by_text("Desconectado")).not_to_be_visible()
