"""Pins from the command line: the list, and a new one."""

import getpass

from rich.table import Table

from hub.errors import HubError
from hub.launcher.management import ask
from hub.pins import pins
from hub.settings import Settings


def pin_table(settings: Settings) -> Table:
    """Return the pins as a table, the oldest first. Raises LakeError."""
    table = Table("pin", "pinned at", "author", "publication", "report", "reason", box=None, pad_edge=False)
    for each in pins(settings):
        pinned_at = f"{each.pinned_at:%Y-%m-%d %H:%M}Z"
        table.add_row(each.pin_id, pinned_at, each.actor, each.publication_id, each.name or "", each.reason)
    return table


def make_pin(settings: Settings, what: str, *, name: str, reason: str) -> str:
    """Pin a publication, or the answer that carried a receipt; return the pin's id. Raises HubError."""
    if not reason:
        raise HubError("A pin needs a reason.", hint='Give one: --reason "Shown to the board."')
    # A receipt is made of many parts, and its question is one of them.
    kind = ("--receipt", what, "--name", name) if ".Q" in what else ("--publication", what)
    return ask(settings, "pin", *kind, "--reason", reason, "--author", getpass.getuser())
