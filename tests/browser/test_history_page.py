"""What a person learns about the past: above all, why Monday moved."""

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


@pytest.fixture
def monday(page: Page) -> Page:
    """The page that somebody finds who has never been here: three clicks from where they are."""
    page.goto("/")
    page.get_by_role("link", name="Histórico").click()
    page.get_by_role("main").get_by_role("link", name="Por que mudou").first.click()
    page.get_by_role("link", name="segunda-feira").click()
    return page


def test_three_clicks_say_why_monday_moved(monday: Page, lake: PastLake) -> None:
    answer = monday.get_by_role("region", name=re.compile("Por que mudou: segunda-feira"))
    expect(answer).to_contain_text("Mudou -R$ 100,45")
    expect(answer).to_contain_text(lake.seen_on_monday)
    expect(answer).to_contain_text(lake.seen_now)
    rows = answer.get_by_role("table").get_by_role("row")
    for cause, amount in lake.bars.items():
        expect(rows.filter(has_text=cause)).to_contain_text(amount)
    expect(rows).to_have_count(1 + 2 + len(lake.bars))


def test_a_bar_opens_its_events_with_their_places_in_kafka(monday: Page) -> None:
    monday.get_by_role("button", name=re.compile("^atraso")).click()
    events = monday.get_by_role("region", name="Eventos: atraso")
    expect(events.get_by_role("heading")).to_be_focused()
    expect(events.get_by_role("row")).to_have_count(2)
    expect(events.get_by_role("row").nth(1)).to_contain_text("L-79")
    expect(events.get_by_role("row").nth(1)).to_contain_text(re.compile(r"partição \d, offset \d+"))
    expect(events.get_by_role("row").nth(1)).to_contain_text("+R$ 79,55")
    assert violations(monday) == []


def test_the_answer_can_be_passed_on_and_downloaded(monday: Page, lake: PastLake) -> None:
    monday.get_by_role("button", name=re.compile("^devolução")).click()
    events = monday.get_by_role("region", name="Eventos: devolução")
    expect(events.get_by_role("row", name="R-30")).to_be_visible()
    monday.goto(monday.url)
    expect(events.get_by_role("row", name="R-30")).to_be_visible()
    address = events.get_by_role("link", name="Baixar os eventos em CSV").get_attribute("href") or ""
    lines = monday.request.get(address).text().strip().splitlines()
    assert len(lines) == 2
    assert "R-30" in lines[1]


def test_a_day_that_has_not_moved_says_so(page: Page) -> None:
    page.goto("/history/why")
    page.get_by_role("link", name="domingo").click()
    expect(page.get_by_text("Neste período não havia nem há receita.")).to_be_visible()


def test_another_period_is_asked_for_in_the_time_of_the_business(page: Page, lake: PastLake) -> None:
    page.goto("/history/why")
    page.get_by_text("Outro período ou outros momentos").click()
    day, after = lake.monday.isoformat(), (lake.end.date()).isoformat()
    page.get_by_label("De", exact=True).fill(f"{day}T09:00")
    page.get_by_label("Até", exact=True).fill(f"{day}T10:00")
    page.get_by_label("Entre o que se via em").fill(f"{day}T12:00")
    page.get_by_label("e o que se via em", exact=True).fill(f"{after}T00:00")
    page.get_by_label("Plataforma").select_option("amazon")
    page.get_by_role("button", name="Mostrar").click()
    expect(page.get_by_text("Mudou +R$ 100,00")).to_be_visible()
    expect(page).to_have_url(re.compile("platform=amazon"))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def test_what_was_known_at_a_moment_is_counted_by_the_exact_rule(page: Page, lake: PastLake) -> None:
    page.goto(f"/history/as-known?day={lake.monday.isoformat()}&at={_instant(lake.end)}")
    total = page.get_by_role("row", name="Todas")
    expect(total).to_contain_text("R$ 1.350,00")
    page.goto(f"/history/as-known?day={lake.monday.isoformat()}&at={_instant(datetime.now(UTC))}")
    expect(total).to_contain_text(lake.seen_now)


def test_what_was_seen_at_a_moment_names_its_publication_and_its_receipt(page: Page, lake: PastLake) -> None:
    page.goto(f"/history/as-of?day={lake.monday.isoformat()}&at={_instant(datetime.now(UTC))}")
    expect(page.get_by_role("row", name="Todas")).to_contain_text(lake.seen_now)
    expect(page.get_by_text(re.compile("Valia a publicação de"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^S3\."))).to_be_visible()


def test_refunds_stand_on_both_dates_side_by_side(page: Page, lake: PastLake) -> None:
    monday, tuesday = lake.monday.isoformat(), lake.end.date().isoformat()
    page.goto(f"/history/refunds?first={monday}&last={monday}")
    answer = page.get_by_role("region", name=re.compile("^Devoluções"))
    expect(answer.get_by_role("row", name="Todas")).to_contain_text(
        re.compile(r"R\$\s1\.429,55\s*R\$\s80,00\s*R\$\s80,00\s*R\$\s1\.349,55\s*R\$\s0,00")
    )
    page.get_by_label("Último dia").fill(tuesday)
    page.get_by_label("por dia").check()
    page.get_by_role("button", name="Mostrar").click()
    expect(page).to_have_url(re.compile(f"last={tuesday}&group=day"))
    expect(answer.get_by_role("columnheader", name="Dia", exact=True)).to_be_visible()
    csv = page.request.get(answer.get_by_role("link", name="Baixar em CSV").get_attribute("href") or "").text()
    assert csv.splitlines()[0].startswith("day,platform,currency,")


def test_what_still_moves_says_when_too_little_is_known(page: Page) -> None:
    page.goto("/history/settling")
    expect(page.get_by_role("region", name="Horas")).to_contain_text("Ainda não há")
    page.get_by_label("Janelas de").select_option("Dias")
    page.get_by_role("button", name="Mostrar").click()
    expect(page.get_by_role("region", name="Dias")).to_be_visible()
    expect(page).to_have_url(re.compile("window=86400"))


@pytest.mark.parametrize(
    "address", ["/history", "/history/why", "/history/as-known", "/history/refunds", "/history/settling"]
)
@pytest.mark.parametrize("width", [375, 1440])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Carregando")).to_have_count(0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
