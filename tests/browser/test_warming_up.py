"""What a person sees before the first batch, and when it comes."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.live_lake import LiveLake
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def test_the_page_claims_no_number_until_the_first_one_shows_by_itself(page: Page, lake: LiveLake) -> None:
    page.goto("/")
    expect(page.get_by_text("O primeiro número aparece aqui sozinho")).to_be_visible()
    assert "R$" not in page.inner_text("main")
    assert violations(page) == []
    lake.sell(cents=123_456)
    expect(page.locator(".revenue-all .revenue-today")).to_have_text("R$ 1.234,56")


def test_who_has_not_logged_in_is_asked_to(chromium: Browser, site: Site) -> None:
    with chromium.new_context(base_url=site.url) as context:
        page = context.new_page()
        page.goto("/")
        expect(page).to_have_url(re.compile("/login/"))
