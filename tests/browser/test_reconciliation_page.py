"""What a person sees of reconciliations."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_lake import LiveLake

pytestmark = pytest.mark.browser

_REPEAT = {"cause": "beyond_horizon", "platform": "amazon", "currency": "BRL", "revenue": "12.30", "event_ids": ["E1"]}


@pytest.fixture(scope="module", autouse=True)
def _history(lake: LiveLake) -> None:
    lake.fill()


@pytest.fixture
def reconciliation(page: Page) -> Page:
    """The page once it has been read."""
    page.goto("/reconciliation")
    expect(page.get_by_role("region", name="Publicações")).to_be_visible()
    return page


def test_before_the_first_run_it_says_that_there_was_none(reconciliation: Page) -> None:
    expect(reconciliation.get_by_text("Ainda não houve conciliação")).to_be_visible()
    expect(reconciliation.get_by_text("Nenhuma publicação ainda.")).to_be_visible()


def test_a_publication_shows_by_itself_with_its_drift_its_checks_and_its_events(
    reconciliation: Page, lake: LiveLake
) -> None:
    lake.reconcile()
    publications = reconciliation.get_by_role("region", name="Publicações")
    expect(publications.get_by_text("Confere até o centavo")).to_be_visible()
    lake.sell(cents=1_230)
    lake.reconcile(causes=[_REPEAT | {"platform": name} for name in ("amazon", "shopee")], reason="after the storm")
    newest = publications.get_by_role("listitem").first
    expect(newest).to_contain_text("em vigor")
    expect(newest).to_contain_text("repetição além do horizonte R$ 24,60")
    expect(newest).to_contain_text("after the storm")
    newest.get_by_text("Verificações, eventos e versões").click()
    expect(newest.get_by_text("A cadeia de hashes está inteira")).to_be_visible()
    expect(newest.get_by_text("E1").first).to_be_visible()


def test_drift_is_added_up_by_cause(reconciliation: Page) -> None:
    drift = reconciliation.get_by_role("region", name="Desvio por causa")
    expect(drift.get_by_role("row", name="repetição além do horizonte")).to_contain_text("R$ 24,60")


def test_the_seam_says_what_still_waits(reconciliation: Page, lake: LiveLake) -> None:
    waiting = reconciliation.get_by_role("region", name="Costura").locator("div", has_text="Lotes depois dela")
    expect(waiting.locator("dd").first).to_have_text("0")
    lake.sell(cents=100)
    expect(waiting.locator("dd").first).to_have_text("1")
