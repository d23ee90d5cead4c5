"""The page in the person's browser, logged in by a single-use link."""

import webbrowser

from hub.launcher.management import ask
from hub.launcher.stack import Stack
from hub.settings import Settings


def login_link(settings: Settings) -> str:
    """Return a link that logs its first visitor in, once. Raises ServiceFailed."""
    return ask(settings, "loginlink")


def open_page(stack: Stack) -> str:
    """Open the page; return what came of it. Without a browser that is no failure: the link is told at the end."""
    opened = has_window() and webbrowser.open(login_link(stack.settings))
    return "opened in your browser" if opened else "no browser here; the link below opens it"


def has_window() -> bool:
    """Whether there is a browser with a window of its own; one that runs in the terminal would take it over."""
    try:
        return type(webbrowser.get()) is not webbrowser.GenericBrowser
    except webbrowser.Error:
        return False
