"""Pages, and what protects them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from backend.accounts.services import make_login_link, user_of_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(user_of_role(role="viewer"))
    return client


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> Path:
    """A folder of static files with a built dashboard."""
    settings.STATICFILES_DIRS = [tmp_path]
    page = tmp_path / "dashboard" / "index.html"
    page.parent.mkdir()
    page.write_text("<!doctype html><title>built</title>")
    return page


def test_the_dashboard_asks_a_stranger_to_log_in(built: Path) -> None:
    assert Client().get("/")["Location"] == "/login/?next=/"


def test_the_dashboard_is_the_built_page_and_is_never_cached(built: Path, reader: Client) -> None:
    answer = reader.get("/")

    assert answer.content == built.read_bytes()
    assert "no-store" in answer["Cache-Control"]
    assert django_settings.CSRF_COOKIE_NAME in answer.cookies


@pytest.mark.parametrize("path", ["/alerts", "/history/why", "/reconciliation", "/quarantine/", "/health"])
def test_every_page_of_the_dashboard_can_be_opened_by_its_address(path: str, built: Path, reader: Client) -> None:
    assert reader.get(path).content == built.read_bytes()
    assert Client().get(path)["Location"] == f"/login/?next={path}"


def test_a_dashboard_that_is_not_built_says_how_to_build_it(built: Path, reader: Client) -> None:
    built.unlink()
    answer = reader.get("/")

    assert answer.status_code == 503
    assert "make up" in answer.content.decode()


def test_a_page_that_does_not_exist_leads_to_the_dashboard() -> None:
    answer = Client().get("/nothing/")

    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/login/", "/nothing/", "/api/health/", "/api/docs/", "/admin/"])
def test_every_answer_forbids_inline_code_and_foreign_content(path: str, reader: Client) -> None:
    policy = reader.get(path)["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"https?://\S+", policy) == []


@pytest.mark.parametrize("path", ["/login/", "/nothing/", "/api/docs/"])
def test_no_page_has_inline_scripts_or_styles(path: str) -> None:
    html = Client().get(path).content.decode()

    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "<style" not in html
    assert not re.search(r"\s(style|on\w+)=", html)


def test_the_documentation_page_loads_nothing_from_elsewhere() -> None:
    html = Client().get("/api/docs/").content.decode()

    assert re.findall(r'(?:src|href)="(?!/)([^"]+)"', html) == []


def test_the_session_is_kept_from_scripts_and_other_sites() -> None:
    link = reverse("login-link", args=[make_login_link(user=user_of_role(role="viewer"))])
    session = Client().get(link).cookies[django_settings.SESSION_COOKIE_NAME]

    assert (session["httponly"], session["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("https", ["true", "false"])
def test_the_deployment_check_finds_nothing(https: str, tmp_path: Path) -> None:
    variables = {
        "DJANGO_SETTINGS_MODULE": "backend.config.settings",
        "HUB_HTTPS": https,
        "HUB_HOME": str(tmp_path),
        "HUB_ALLOWED_HOSTS": "hub.example",
        "HUB_SECRET_KEY": "".join(map(chr, range(40, 120))),
    }
    check = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, env=os.environ | variables, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert ("0 silenced" in done.stdout) == (https == "true")
