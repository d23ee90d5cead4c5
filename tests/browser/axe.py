"""Runs axe-core on a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "dashboard/node_modules/axe-core/axe.min.js"


def violations(page: Page) -> list[str]:
    """Return what axe-core finds against its rules, those of good practice included: rule and element."""
    page.evaluate(_AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]
