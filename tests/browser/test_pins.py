"""Keeping a report for ever, and finding it again."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from hub.settings import load_settings
from tests.browser.axe import violations
from tests.browser.past_lake import PastLake
from tests.browser.site import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> PastLake:
    """A lake with a week behind it."""
    lake = PastLake(load_settings(home=tmp_path_factory.mktemp("hub"), api_port=free_port()))
    lake.fill()
    return lake


@pytest.fixture(scope="module")
def role() -> str:
    """Somebody who may keep reports."""
    return "analyst"


def test_a_report_is_kept_where_it_is_seen_and_can_be_printed_and_compared(page: Page, lake: PastLake) -> None:
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    page.goto(f"/history/as-of?day={lake.monday.isoformat()}&at={now}")
    page.get_by_role("button", name="Guardar este relatório").click()
    page.get_by_label("Motivo").fill("Shown to the board")
    page.get_by_role("button", name="Guardar este relatório").click()
    page.get_by_role("link", name="Ver os guardados").click()
    pin = page.get_by_role("listitem").filter(has_text="O que se via: segunda-feira")
    expect(pin).to_contain_text("por hub-analyst")
    expect(pin).to_contain_text("Shown to the board")
    pin.get_by_text("Recibo e hash").click()
    expect(pin.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_be_visible()
    assert violations(page) == []
    printed = page.request.get(pin.get_by_role("link", name="Ver e imprimir").get_attribute("href") or "")
    # A sale of R$ 1.200,00 and its refund of R$ 30,00, as the server writes them for paper.
    assert "1170.00" in printed.text()
