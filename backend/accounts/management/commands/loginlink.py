"""Prints a single-use log-in link."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from backend.accounts.roles import ADMIN, ROLES
from backend.accounts.services import make_login_link, user_of_role
from hub.settings import get_settings


class Command(BaseCommand):
    """Print a link that logs a user of a role in, once, within 12 hours."""

    help = "Print a single-use log-in link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the role."""
        parser.add_argument("--role", choices=ROLES, default=ADMIN)

    def handle(self, *, role: str, **options: Any) -> None:
        """Print the link and nothing else."""
        path = reverse("login-link", args=[make_login_link(user=user_of_role(role=role))])
        self.stdout.write(f"http://127.0.0.1:{get_settings().api_port}{path}")
