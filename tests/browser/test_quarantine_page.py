"""What a person sees of refused records."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_lake import LiveLake

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _history(lake: LiveLake) -> None:
    lake.refuse(("not_json", b"<html>502</html>"), ("not_json", b"{"), ("not_utf8", b"caf\xe9"))


def test_reasons_have_counts_and_lead_to_their_records(page: Page) -> None:
    page.goto("/quarantine")
    expect(page.get_by_text("3 registros no período")).to_be_visible()
    reasons = page.get_by_role("region", name="Motivos")
    expect(reasons.get_by_role("row", name="not_json")).to_contain_text("O texto não é JSON.2")
    records = page.get_by_role("region", name="Registros recusados")
    expect(records.get_by_role("listitem")).to_have_count(3)
    reasons.get_by_role("button", name="not_utf8").click()
    expect(records.get_by_role("listitem")).to_have_count(1)
    expect(page).to_have_url(re.compile("reason=not_utf8"))
    records.get_by_text("Ver o registro").click()
    expect(records.get_by_text("caf\\xe9")).to_be_visible()


def test_the_address_of_a_choice_can_be_passed_on(page: Page) -> None:
    page.goto("/quarantine?reason=not_json&days=1")
    records = page.get_by_role("region", name="Registros recusados")
    expect(records.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("radio", name="24 horas")).to_be_checked()
    records.get_by_role("button", name="Mostrar todos os motivos").click()
    expect(records.get_by_role("listitem")).to_have_count(3)


def test_who_may_not_send_records_again_is_told_who_may(page: Page) -> None:
    page.goto("/quarantine")
    expect(page.get_by_text("Quem tem o papel “operator” pode reenviar.")).to_be_visible()
    expect(page.get_by_role("button", name="Simular")).to_have_count(0)
