"""Pins a publication, or a report by its receipt."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.accounts.roles import ADMIN
from backend.accounts.services import user_of_role
from backend.api.errors import ApiError
from backend.pins.services import pin_publication, pin_report
from hub.errors import HubError


class Command(BaseCommand):
    """Pin what is named, for whoever runs this on the hub's machine."""

    help = "Pin a publication, or a report by its receipt, and print the pin's id."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to pin, for whom and why."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--publication")
        what.add_argument("--receipt")
        parser.add_argument("--name", default="")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--author", required=True)

    def handle(self, *, publication: str | None, receipt: str | None, reason: str, author: str, **options: Any) -> None:
        """Print the pin's id and nothing else."""
        actor = user_of_role(role=ADMIN)
        try:
            if receipt is not None:
                name = options["name"] or reason
                made = pin_report(actor=actor, receipt=receipt, name=name, reason=reason, author=author)
            else:
                made = pin_publication(actor=actor, publication_id=str(publication), reason=reason, author=author)
        except (ApiError, HubError) as error:
            raise CommandError(f"{error} {error.hint}") from error
        self.stdout.write(made.pin_id)
