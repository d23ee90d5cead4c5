"""Prints a token of a role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from backend.accounts.roles import ROLES, VIEWER
from backend.accounts.services import token_of, user_of_role


class Command(BaseCommand):
    """Print a token that has a role, making its user when there is none yet."""

    help = "Print an API token of a role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the role."""
        parser.add_argument("--role", choices=ROLES, default=VIEWER)

    def handle(self, *, role: str, **options: Any) -> None:
        """Print the token and nothing else, so that a shell can take it."""
        self.stdout.write(token_of(user=user_of_role(role=role)))
