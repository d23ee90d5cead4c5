"""Prints a new token of a role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.accounts.roles import ROLES, VIEWER
from backend.accounts.services import user_of_role
from backend.accounts.tokens import LIFETIME, issue_token
from hub.durations import format_duration, parse_duration

NEVER = "never"


class Command(BaseCommand):
    """Print a new token that has a role, making its user when there is none yet."""

    help = "Print a new API token of a role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the role, the time and the name."""
        parser.add_argument("--role", choices=ROLES, default=VIEWER)
        parser.add_argument("--expires", default=format_duration(LIFETIME), help=f"30d, 12h, or {NEVER}")
        parser.add_argument("--name", default="", help="what it is for")

    def handle(self, *, role: str, expires: str, name: str, **options: Any) -> None:
        """Print the token and nothing else, so that a shell can take it."""
        try:
            lifetime = None if expires == NEVER else parse_duration(expires)
        except ValueError as error:
            raise CommandError(f"--expires is {expires!r}: {error} Or write {NEVER}.") from error
        self.stdout.write(issue_token(user=user_of_role(role=role), role=role, name=name, lifetime=lifetime)[1])
