"""A real browser on a real server over a lake that the tests write. Each module has its own lake and server.

Playwright's own fixtures last as long as the whole run and keep an event loop running in it, which asynchronous tests
of other areas cannot share; these end with this folder.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from hub.settings import load_settings
from tests.browser.live_lake import LiveLake
from tests.browser.site import Site, free_port

_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_PATIENCE_MS = 20_000
expect.set_options(timeout=_PATIENCE_MS)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The Chromium that `CHROMIUM` names, the machine's, or the one that Playwright brings."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> LiveLake:
    """A lake with its tables and nothing in them."""
    lake = LiveLake(load_settings(home=tmp_path_factory.mktemp("hub"), api_port=free_port()))
    lake.create()
    return lake


@pytest.fixture(scope="module")
def site(lake: LiveLake) -> Iterator[Site]:
    """The server of that lake."""
    site = Site(lake.settings)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def role() -> str:
    """The role of who looks at the pages; a module that is about another one has a fixture of its own."""
    return "viewer"


@pytest.fixture(scope="module")
def session(chromium: Browser, site: Site, role: str) -> StorageState:
    """What a browser keeps of somebody who has logged in."""
    with chromium.new_context() as context:
        context.request.get(site.login_link(role))
        return context.storage_state()


@pytest.fixture
def context(chromium: Browser, site: Site, session: StorageState) -> Iterator[BrowserContext]:
    """A browser of somebody from Brazil who has logged in."""
    with chromium.new_context(locale="pt-BR", base_url=site.url, storage_state=session) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of that browser, which must have had nothing to complain about, such as a broken content policy."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
